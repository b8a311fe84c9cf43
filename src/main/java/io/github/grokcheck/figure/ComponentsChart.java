package io.github.grokcheck.figure;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Draws {@link Figure.Components}. */
final class ComponentsChart {
    private static final double BAR_WIDTH = 0.42;

    private ComponentsChart() {}

    static JFreeChart of(Figure.Components figure) {
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        List<Look.Key> legend = List.of(
                new Look.Key("cos, key frequency", Palette.VERMILLION),
                new Look.Key("sin, key frequency", Palette.ORANGE),
                new Look.Key("cos, other", Palette.BLUE),
                new Look.Key("sin, other", Palette.SKY_BLUE));
        legend.forEach(key -> bars.addSeries(new XYIntervalSeries(key.name())));
        int highest = (figure.components().size() - 1) / 2;
        for (int k = 1; k <= highest; k++) {
            int first = figure.keys().contains(k) ? 0 : 2;
            add(bars.getSeries(first), k - BAR_WIDTH, k, figure.components().get(2 * k - 1));
            add(bars.getSeries(first + 1), k, k + BAR_WIDTH, figure.components().get(2 * k));
        }
        XYPlot plot = new XYPlot(bars, frequencyAxis(highest), Look.linearAxis(figure.norm()), renderer(legend));
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setFixedLegendItems(Look.legend(legend));
        return Look.chart(figure.title(), plot, legend);
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

    private static XYBarRenderer renderer(List<Look.Key> legend) {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        for (int i = 0; i < legend.size(); i++) {
            Color color = legend.get(i).color();
            renderer.setSeriesPaint(i, color);
        }
        return renderer;
    }
}
