/** Sweeps on an Apache Spark cluster. Only in builds with the profile of that name; the rest of the program finds it as a service. */
@NullMarked
package io.github.grokcheck.spark;

import org.jspecify.annotations.NullMarked;
