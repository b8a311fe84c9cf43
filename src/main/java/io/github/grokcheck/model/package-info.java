/** Names and shapes of weights and activations, and the float64 forward pass that every measure rests on; no native library. */
@NullMarked
package io.github.grokcheck.model;

import org.jspecify.annotations.NullMarked;
