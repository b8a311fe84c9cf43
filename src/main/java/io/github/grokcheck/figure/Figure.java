package io.github.grokcheck.figure;

import io.github.grokcheck.claim.StudentInterval;
import io.github.grokcheck.tensor.Tensor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A picture before it is drawn: numbers, names and units. Equal numbers give the same figure on every machine. */
public sealed interface Figure {
    /** What is seen, in one line. */
    String title();

    /**
     * A number along an axis.
     *
     * @param name with the unit, for instance "cross-entropy (nats)"
     * @param scale linear or logarithmic
     */
    record Quantity(String name, Scale scale) {}

    /** How numbers are laid along an axis. */
    enum Scale {
        LINEAR,
        /** Numbers that are not positive are left out. */
        LOGARITHMIC
    }

    /**
     * Norms of Fourier components, a cosine and a sine bar per frequency.
     *
     * @param norm what the bars' height means
     * @param spectra from top to bottom, on one scale
     * @param keys frequencies that are told apart by colour
     */
    record Components(String title, String norm, List<Snapshot> spectra, List<Integer> keys) implements Figure {
        public Components {
            spectra = List.copyOf(spectra);
            keys = List.copyOf(keys);
        }
    }

    /**
     * The components of one model.
     *
     * @param name tells it from the others; may be empty where there are none
     * @param norms constant, cos 1, sin 1, cos 2, …: p numbers
     */
    record Snapshot(String name, List<Double> norms) {
        public Snapshot {
            norms = List.copyOf(norms);
        }
    }

    /**
     * Bars with names, from top to bottom.
     *
     * @param quantity what their length means
     * @param reference a level drawn across all bars
     */
    record Bars(String title, Quantity quantity, List<Bar> bars, Level reference) implements Figure {
        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /** One bar. */
    record Bar(String name, double length, Role role) {}

    /** What a bar stands for, told by its colour. */
    enum Role {
        UNTOUCHED("the model as it is"),
        KEPT("key frequencies kept"),
        REMOVED("key frequencies removed"),
        UNFINISHED("not reached within the run"),
        PLAIN("");

        private final String legend;

        Role(String legend) {
            this.legend = legend;
        }

        /** What the legend says; empty if there is nothing to tell apart. */
        String legend() {
            return legend;
        }
    }

    /** A level of interest on a quantity's axis; nothing is drawn if the name is empty. */
    record Level(String name, double at) {
        /** No level. */
        public static final Level NONE = new Level("", 0);
    }

    /**
     * Numbers of several runs, a row for each quantity: a dot for each run, and their mean with its interval.
     *
     * @param quantity what all numbers mean
     * @param rows from top to bottom
     */
    record Dots(String title, Quantity quantity, List<Row> rows) implements Figure {
        public Dots {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One row of dots.
     *
     * @param mean of the dots, with its interval; empty where there are too few
     */
    record Row(String name, List<Dot> dots, Optional<StudentInterval> mean) {
        public Row {
            dots = List.copyOf(dots);
        }
    }

    /**
     * One dot.
     *
     * @param group what is told apart by colour
     */
    record Dot(double at, String group) {}

    /**
     * Curves over training epochs, thinned by the drawer as far as the eye does not see it.
     *
     * @param panels from top to bottom, on one axis of epochs
     * @param bands shaded stretches of epochs
     */
    record Curves(String title, List<Panel> panels, List<Band> bands) implements Figure {
        public Curves {
            panels = List.copyOf(panels);
            bands = List.copyOf(bands);
        }

        /** Curves of one quantity. */
        public Curves(String title, Quantity quantity, List<Curve> curves) {
            this(title, List.of(new Panel(quantity, curves)), List.of());
        }
    }

    /** Curves with one axis. */
    record Panel(Quantity quantity, List<Curve> curves) {
        public Panel {
            curves = List.copyOf(curves);
        }
    }

    /** A stretch of epochs. */
    record Band(int from, int to) {}

    /** One curve. */
    record Curve(String name, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /** One point of a curve. */
    record Point(int epoch, double value) {}

    /**
     * Values measured at different times.
     *
     * @param quantity what all values mean
     * @param tracks told apart by colour
     */
    record Timeline(String title, Quantity quantity, List<Track> tracks) implements Figure {
        public Timeline {
            tracks = List.copyOf(tracks);
        }
    }

    /** The values of one thing, oldest first. */
    record Track(String name, List<Moment> moments) {
        public Track {
            moments = List.copyOf(moments);
        }
    }

    /** A value at a time. */
    record Moment(Instant at, double value) {}

    /**
     * A matrix as colours.
     *
     * @param x meaning of the columns
     * @param y meaning of the rows
     * @param values a matrix; row 0 is drawn at the bottom
     * @param quantity what the colours mean; a logarithmic one shows powers of ten
     */
    record HeatMap(String title, String x, String y, Tensor values, Quantity quantity) implements Figure {}
}
