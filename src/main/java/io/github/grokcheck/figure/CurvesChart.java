package io.github.grokcheck.figure;

import io.github.grokcheck.figure.Figure.Point;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws {@link Figure.Curves}. */
final class CurvesChart {
    /** More points than this on a curve are not told apart on the paper. */
    private static final int POINTS = 1000;

    private static final List<Color> COLORS =
            List.of(Palette.BLUE, Palette.VERMILLION, Palette.BLACK, Palette.ORANGE, Palette.SKY_BLUE);

    private CurvesChart() {}

    static JFreeChart of(Figure.Curves figure) {
        boolean logarithmic = figure.quantity().scale() == Figure.Scale.LOGARITHMIC;
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        List<Look.Key> legend = new ArrayList<>();
        for (Figure.Curve curve : figure.curves()) {
            Color color = COLORS.get(legend.size() % COLORS.size());
            renderer.setSeriesPaint(legend.size(), color);
            renderer.setSeriesStroke(legend.size(), Look.LINE);
            legend.add(new Look.Key(curve.name(), color));
            XYSeries line = new XYSeries(curve.name());
            thinned(curve.points()).stream()
                    .filter(point -> !logarithmic || point.value() > 0)
                    .forEach(point -> line.add(point.epoch(), point.value()));
            lines.addSeries(line);
        }
        NumberAxis epochs = Look.linearAxis("epoch (optimizer steps)");
        epochs.setLowerMargin(0);
        XYPlot plot = new XYPlot(lines, epochs, Look.axis(figure.quantity()), renderer);
        plot.setDomainGridlinePaint(Palette.GRID);
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setFixedLegendItems(Look.legend(legend));
        return Look.chart(figure.title(), plot, legend);
    }

    /** At most about a thousand points at equal steps, and always the first and the last. */
    static List<Point> thinned(List<Point> points) {
        int step = (points.size() + POINTS - 1) / POINTS;
        if (step <= 1) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size() - 1; i += step) {
            kept.add(points.get(i));
        }
        kept.add(points.get(points.size() - 1));
        return kept;
    }
}
