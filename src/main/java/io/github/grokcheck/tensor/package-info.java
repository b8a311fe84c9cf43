/** Immutable dense arrays of doubles with named axes, the few products the model needs, and the error for shapes that do not fit. */
@NullMarked
package io.github.grokcheck.tensor;

import org.jspecify.annotations.NullMarked;
