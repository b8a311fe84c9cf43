/** Verdicts and measured values over time: what a verification leaves, where it is stored, and how two of them differ. */
@NullMarked
package io.github.grokcheck.history;

import org.jspecify.annotations.NullMarked;
