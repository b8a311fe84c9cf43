package io.github.grokcheck.claim;

/** How far two measurements of the same thing may lie apart before they count as different. */
public sealed interface Noise {
    /**
     * What holds of claims that state none: the same weights and the same code give the same number, but for the last
     * digits, in which processors differ. A second program measures the same to this accuracy.
     */
    Noise DEFAULT = new Relative(1e-9);

    /**
     * Whether two measurements are the same but for noise.
     *
     * @param before a finite number
     * @param after a finite number in the same unit
     */
    boolean covers(double before, double after);

    /** The noise as people read it: {@code relative 1e-9}. */
    String describe();

    /**
     * {@code relative: 0.02}, a share of the larger number. Numbers that are both rounding errors are equal, since no
     * share of them means anything.
     */
    record Relative(double share) implements Noise {
        @Override
        public boolean covers(double before, double after) {
            double larger = Math.max(Math.abs(before), Math.abs(after));
            return Math.abs(after - before) <= share * larger || larger < Wording.ROUNDING;
        }

        @Override
        public String describe() {
            return "relative " + Wording.bound(share);
        }
    }

    /** {@code absolute: 0.001}, in the measure's unit. */
    record Absolute(double distance) implements Noise {
        @Override
        public boolean covers(double before, double after) {
            return Math.abs(after - before) <= distance;
        }

        @Override
        public String describe() {
            return "absolute " + Wording.bound(distance);
        }
    }
}
