/** The trainer's contract: experiment in, run folder out; who is told about progress; when the learning rate warms up. */
@NullMarked
package io.github.grokcheck.training;

import org.jspecify.annotations.NullMarked;
