/** Claims as read from {@code claims/}, expectations, evidence and verdicts; pure once the files are read. */
@NullMarked
package io.github.grokcheck.claim;

import org.jspecify.annotations.NullMarked;
