/**
 * Checkpoints that others wrote: which format a file has, what it holds, and how its layout becomes {@link
 * io.github.grokcheck.model.Weights}.
 *
 * <p>Files are hostile until proven otherwise. Pickles are not run: {@link io.github.grokcheck.checkpoint.Unpickler} knows
 * tensors, numbers, text and containers and refuses every other name. All sizes are held against what the file really
 * has before memory is taken, and no path in a file is ever opened.
 */
@NullMarked
package io.github.grokcheck.checkpoint;

import org.jspecify.annotations.NullMarked;
