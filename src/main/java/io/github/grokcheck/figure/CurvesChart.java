package io.github.grokcheck.figure;

import io.github.grokcheck.figure.Figure.Point;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws {@link Figure.Curves}. */
final class CurvesChart {
    /** More points than this on a curve are not told apart on the paper. */
    private static final int POINTS = 1000;

    private static final double GAP = 14;

    private CurvesChart() {}

    static JFreeChart of(Figure.Curves figure) {
        List<Look.Key> legend = new ArrayList<>();
        CombinedDomainXYPlot panels = new CombinedDomainXYPlot(epochs());
        panels.setGap(GAP);
        for (Figure.Panel panel : figure.panels()) {
            XYPlot plot = plot(panel, legend);
            shade(plot, figure.bands());
            panels.add(plot);
        }
        panels.setFixedLegendItems(Look.legend(legend));
        return Look.chart(figure.title(), panels, legend);
    }

    private static NumberAxis epochs() {
        NumberAxis epochs = Look.linearAxis("epoch (optimizer steps)");
        epochs.setLowerMargin(0);
        return epochs;
    }

    private static XYPlot plot(Figure.Panel panel, List<Look.Key> legend) {
        boolean logarithmic = panel.quantity().scale() == Figure.Scale.LOGARITHMIC;
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        for (Figure.Curve curve : panel.curves()) {
            Color color = Palette.ofLine(legend.size());
            renderer.setSeriesPaint(lines.getSeriesCount(), color);
            renderer.setSeriesStroke(lines.getSeriesCount(), Look.LINE);
            legend.add(new Look.Key(curve.name(), color));
            XYSeries line = new XYSeries(curve.name());
            thinned(curve.points()).stream()
                    .filter(point -> !logarithmic || point.value() > 0)
                    .forEach(point -> line.add(point.epoch(), point.value()));
            lines.addSeries(line);
        }
        XYPlot plot = new XYPlot(lines, null, Look.axis(panel.quantity()), renderer);
        Look.dress(plot);
        return plot;
    }

    private static void shade(XYPlot plot, List<Figure.Band> bands) {
        bands.forEach(band ->
                plot.addDomainMarker(new IntervalMarker(band.from(), band.to(), Palette.SHADE), Layer.BACKGROUND));
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
