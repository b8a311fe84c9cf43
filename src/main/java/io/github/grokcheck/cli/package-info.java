/** The command line: wires the other packages; the only one that knows all of them, prints, or exits. */
@NullMarked
package io.github.grokcheck.cli;

import org.jspecify.annotations.NullMarked;
