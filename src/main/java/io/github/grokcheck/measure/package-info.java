/** Every measured quantity with its exact formula, in float64, from weights alone. */
@NullMarked
package io.github.grokcheck.measure;

import org.jspecify.annotations.NullMarked;
