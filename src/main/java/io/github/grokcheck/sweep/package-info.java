/** Many runs as one job: which of them are whose share, and who trains them, on this machine or on a cluster. */
@NullMarked
package io.github.grokcheck.sweep;

import org.jspecify.annotations.NullMarked;
