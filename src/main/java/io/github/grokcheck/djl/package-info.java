/** Training through DJL. The only code that imports {@code ai.djl}. */
@NullMarked
package io.github.grokcheck.djl;

import org.jspecify.annotations.NullMarked;
