/** The real Fourier basis mod p, its normalisation, projections and key frequencies. Knows names and shapes; knows no training, files or claims. */
@NullMarked
package io.github.grokcheck.spectral;

import org.jspecify.annotations.NullMarked;
