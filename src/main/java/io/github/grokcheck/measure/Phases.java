package io.github.grokcheck.measure;

/**
 * Where a run's phases lie, in epochs.
 *
 * <p>The rule, over the kept checkpoints: <b>cleanup begins</b> at the first one, after the test loss's maximum, whose test
 * loss is below ln p. <b>Memorisation ends</b> at the one with the least excluded loss (training pairs) before that.
 * <b>Cleanup ends</b> at the first one from which on the test loss stays at or below e times its final level, which is its
 * median over the last tenth of the checkpoints. There are no phases if that level is not below 0.01 nats, as of a run that groks
 * only within its last tenth, or if one of
 * the three phases is shorter than 500 epochs or has fewer than five checkpoints.
 *
 * @param memorisationEnds the end of the first and start of the second phase
 * @param cleanupBegins the end of the second and start of the third phase
 * @param cleanupEnds the end of the third phase
 */
public record Phases(int memorisationEnds, int cleanupBegins, int cleanupEnds) {
    /** The first epoch of a phase. */
    public int start(Phase phase) {
        return switch (phase) {
            case MEMORISATION -> 0;
            case CIRCUIT_FORMATION -> memorisationEnds;
            case CLEANUP -> cleanupBegins;
        };
    }

    /** The last epoch of a phase, which is the first of the next. */
    public int end(Phase phase) {
        return switch (phase) {
            case MEMORISATION -> memorisationEnds;
            case CIRCUIT_FORMATION -> cleanupBegins;
            case CLEANUP -> cleanupEnds;
        };
    }
}
