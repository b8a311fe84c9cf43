package io.github.grokcheck.sweep;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A way to train on many machines. It is no part of the plain build; the class path may bring one as a service. */
public interface Cluster {
    /** What the command line calls it. */
    String name();

    /**
     * An engine that trains there.
     *
     * @param master where the cluster is
     * @param settings of the cluster's own, by name
     */
    SweepEngine at(String master, Map<String, String> settings);

    /** The one of that name, if this build has it. */
    static Optional<Cluster> named(String name) {
        return ServiceLoader.load(Cluster.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(cluster -> cluster.name().equals(name))
                .findFirst();
    }
}
