package io.github.grokcheck.spark;

import io.github.grokcheck.sweep.Cluster;
import io.github.grokcheck.sweep.SweepEngine;
import java.util.Map;

/** A Spark cluster of any kind that {@code --master} can name, or {@code local[N]}. */
public final class SparkCluster implements Cluster {
    @Override
    public String name() {
        return "spark";
    }

    @Override
    public SweepEngine at(String master, Map<String, String> settings) {
        return new SparkEngine(master, settings);
    }
}
