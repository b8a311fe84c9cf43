package io.github.grokcheck.figure;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.renderer.PaintScale;

/** Colours that people with any colour vision tell apart: Okabe and Ito's for things, and two more, viridis for amounts. */
final class Palette {
    static final Color BLACK = new Color(0x222222);
    static final Color GREY = new Color(0x8C8C8C);
    static final Color GRID = new Color(0xDDDDDD);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color SKY_BLUE = new Color(0x56B4E9);
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color GREEN = new Color(0x009E73);
    static final Color PURPLE = new Color(0xCC79A7);
    static final Color BROWN = new Color(0x8C510A);
    static final Color VIOLET = new Color(0x4B0092);
    static final Color SHADE = new Color(0xF1F1F1);

    private static final List<Color> LINES =
            List.of(BLUE, VERMILLION, BLACK, ORANGE, SKY_BLUE, GREEN, PURPLE, GREY, BROWN, VIOLET);

    /** Viridis at equal steps from its dark end to its light end. */
    private static final List<Color> VIRIDIS = List.of(
            new Color(0x440154),
            new Color(0x482878),
            new Color(0x3E4989),
            new Color(0x31688E),
            new Color(0x26828E),
            new Color(0x1F9E89),
            new Color(0x35B779),
            new Color(0x6DCD59),
            new Color(0xB4DE2C),
            new Color(0xFDE725));

    /** Finer steps are not told apart by the eye, but make images several times larger. */
    private static final int LEVELS = 63;

    private Palette() {}

    /** The colour of a chart's n-th line; there are ten, which then repeat. */
    static Color ofLine(int n) {
        return LINES.get(n % LINES.size());
    }

    /** Colours for the values from {@code low} to {@code high}; those outside take the nearer end's. */
    static PaintScale viridis(double low, double high) {
        return new PaintScale() {
            @Override
            public double getLowerBound() {
                return low;
            }

            @Override
            public double getUpperBound() {
                return high;
            }

            @Override
            public Color getPaint(double value) {
                return viridis((value - low) / (high - low));
            }
        };
    }

    private static Color viridis(double share) {
        double level = Math.rint(Math.max(0, Math.min(1, share)) * LEVELS) / LEVELS;
        double place = level * (VIRIDIS.size() - 1);
        int below = Math.min((int) place, VIRIDIS.size() - 2);
        Color from = VIRIDIS.get(below);
        Color to = VIRIDIS.get(below + 1);
        double weight = place - below;
        return new Color(
                mix(from.getRed(), to.getRed(), weight),
                mix(from.getGreen(), to.getGreen(), weight),
                mix(from.getBlue(), to.getBlue(), weight));
    }

    private static int mix(int from, int to, double weight) {
        return (int) Math.round(from + weight * (to - from));
    }
}
