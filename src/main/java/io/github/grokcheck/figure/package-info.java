/** Pictures of what was measured: what to show of which measure, and how to draw it. Decides nothing. */
@NullMarked
package io.github.grokcheck.figure;

import org.jspecify.annotations.NullMarked;
