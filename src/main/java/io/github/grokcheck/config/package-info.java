/** The recipe of a run as records, read from YAML and checked, with a fingerprint. */
@NullMarked
package io.github.grokcheck.config;

import org.jspecify.annotations.NullMarked;
