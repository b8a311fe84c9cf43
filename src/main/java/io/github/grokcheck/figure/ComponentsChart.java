package io.github.grokcheck.figure;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Draws {@link Figure.Components}. */
final class ComponentsChart {
    private static final double BAR_WIDTH = 0.42;

    /** Room above the highest bar, for a panel's name, as a share of the axis. */
    private static final double HEADROOM = 0.22;

    private static final double GAP = 10;

    private static final List<Look.Key> LEGEND = List.of(
            new Look.Key("cos, key frequency", Palette.VERMILLION),
            new Look.Key("sin, key frequency", Palette.ORANGE),
            new Look.Key("cos, other", Palette.BLUE),
            new Look.Key("sin, other", Palette.SKY_BLUE));

    private ComponentsChart() {}

    static JFreeChart of(Figure.Components figure) {
        int highest = (figure.spectra().get(0).norms().size() - 1) / 2;
        CombinedDomainXYPlot panels = new CombinedDomainXYPlot(frequencyAxis(highest));
        panels.setGap(GAP);
        // A common range, so that heights may be compared between panels.
        Range range = new Range(0, highestBar(figure) / (1 - HEADROOM));
        figure.spectra().forEach(spectrum -> panels.add(panel(figure, spectrum, range)));
        panels.setFixedLegendItems(Look.legend(LEGEND));
        JFreeChart chart = Look.chart(figure.title(), panels, LEGEND);
        // Edges that run along the pixels need no smoothing, which would add hundreds of colours to the image.
        chart.setAntiAlias(false);
        return chart;
    }

    /** The constant is not drawn. */
    private static double highestBar(Figure.Components figure) {
        return figure.spectra().stream()
                .flatMap(spectrum -> spectrum.norms().stream().skip(1))
                .mapToDouble(Double::doubleValue)
                .filter(norm -> norm > 0)
                .max()
                .orElse(1);
    }

    private static XYPlot panel(Figure.Components figure, Figure.Snapshot spectrum, Range range) {
        List<Double> norms = spectrum.norms();
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        LEGEND.forEach(key -> bars.addSeries(new XYIntervalSeries(key.name())));
        for (int k = 1; 2 * k < norms.size(); k++) {
            int first = figure.keys().contains(k) ? 0 : 2;
            add(bars.getSeries(first), k - BAR_WIDTH, k, norms.get(2 * k - 1));
            add(bars.getSeries(first + 1), k, k + BAR_WIDTH, norms.get(2 * k));
        }
        NumberAxis axis = Look.linearAxis(figure.norm());
        axis.setRange(range);
        XYPlot plot = new XYPlot(bars, null, axis, renderer());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Palette.GRID);
        if (!spectrum.name().isEmpty()) {
            plot.addAnnotation(name(spectrum.name()));
        }
        return plot;
    }

    private static XYTitleAnnotation name(String name) {
        TextTitle title = new TextTitle(name, Look.LABEL);
        title.setPaint(Palette.BLACK);
        return new XYTitleAnnotation(1, 1, title, RectangleAnchor.TOP_RIGHT);
    }

    private static void add(XYIntervalSeries series, double from, double to, double height) {
        series.add((from + to) / 2, from, to, height, height, height);
    }

    private static NumberAxis frequencyAxis(int highest) {
        NumberAxis axis = Look.linearAxis("frequency k");
        axis.setRange(0.4, highest + 0.6);
        axis.setTickUnit(new NumberTickUnit(Math.max(1, Math.round(highest / 14.0))));
        return axis;
    }

    private static XYBarRenderer renderer() {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        for (int i = 0; i < LEGEND.size(); i++) {
            renderer.setSeriesPaint(i, LEGEND.get(i).color());
        }
        return renderer;
    }
}
