/** The review page: every claim with its evidence, for a browser. Decides nothing, draws dots itself and leaves pictures to figure. */
@NullMarked
package io.github.grokcheck.page;

import org.jspecify.annotations.NullMarked;
