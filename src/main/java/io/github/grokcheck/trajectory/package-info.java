/** What a run leaves behind: checkpoints, loss curve, provenance; reading and writing them without losing any. */
@NullMarked
package io.github.grokcheck.trajectory;

import org.jspecify.annotations.NullMarked;
