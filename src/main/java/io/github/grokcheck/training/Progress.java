package io.github.grokcheck.training;

/** Is told how a run goes. */
@FunctionalInterface
public interface Progress {
    /**
     * An epoch's gradient has been computed.
     *
     * @param epoch optimizer steps taken before
     * @param epochs steps of the whole run
     * @param trainLoss nats
     */
    void epoch(int epoch, int epochs, double trainLoss);
}
