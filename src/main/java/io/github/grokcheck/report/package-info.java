/** Verdicts as Markdown and JSON, in stable order, without clock times. */
@NullMarked
package io.github.grokcheck.report;

import org.jspecify.annotations.NullMarked;
