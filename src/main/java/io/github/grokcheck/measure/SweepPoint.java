package io.github.grokcheck.measure;

import io.github.grokcheck.trajectory.LossCurve;

/**
 * One run of a sweep.
 *
 * @param setting the value that the setting has in which the runs differ
 * @param seed of the initial weights: runs are compared with runs of the same seed
 * @param losses along the run
 */
public record SweepPoint(double setting, long seed, LossCurve losses) {}
