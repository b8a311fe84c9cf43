/** The table a + b mod p, its tokens, and the train/test split, identical to CPython's. */
@NullMarked
package io.github.grokcheck.dataset;

import org.jspecify.annotations.NullMarked;
