/** Models whose truth is known, and what every claim says of them: the check that a claim can be upheld and refuted. */
@NullMarked
package io.github.grokcheck.calibration;

import org.jspecify.annotations.NullMarked;
