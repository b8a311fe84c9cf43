package io.github.grokcheck.figure;

import io.github.grokcheck.claim.StudentInterval;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws {@link Figure.Dots}: in each row the dots, and beneath them the mean with its interval. */
final class DotsChart {
    private static final List<Color> COLORS = List.of(Palette.BLUE, Palette.ORANGE, Palette.GREEN, Palette.PURPLE);
    private static final Shape DOT = new Ellipse2D.Double(-4.5, -4.5, 9, 9);
    private static final Shape SQUARE = new Rectangle2D.Double(-3.5, -3.5, 7, 7);

    /** Where the first group lies above the middle of a row, how far below it the next, and where the mean; in rows. */
    private static final double FIRST_GROUP = -0.26;

    private static final double NEXT_GROUP = 0.18;
    private static final double MEAN = 0.22;

    private DotsChart() {}

    static JFreeChart of(Figure.Dots figure) {
        List<String> groups = figure.rows().stream()
                .flatMap(row -> row.dots().stream())
                .map(Figure.Dot::group)
                .distinct()
                .toList();
        ValueAxis axis = Look.axis(figure.quantity());
        XYPlot plot = new XYPlot(dots(figure, groups), axis, rows(figure), dotRenderer(groups));
        plot.setDataset(1, means(figure));
        plot.setRenderer(1, meanRenderer());
        plot.addDomainMarker(new ValueMarker(0, Palette.BLACK, Look.DASHES), Layer.BACKGROUND);
        plot.setDomainGridlinePaint(Palette.GRID);
        plot.setRangeGridlinePaint(Palette.GRID);
        List<Look.Key> legend = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            legend.add(new Look.Key(groups.get(i), color(i)));
        }
        legend.add(new Look.Key("mean and 95 % interval", Palette.BLACK));
        plot.setFixedLegendItems(Look.legend(legend));
        return Look.chart(figure.title(), plot, legend);
    }

    private static Color color(int group) {
        return COLORS.get(group % COLORS.size());
    }

    private static SymbolAxis rows(Figure.Dots figure) {
        SymbolAxis rows = new SymbolAxis(
                null, figure.rows().stream().map(Figure.Row::name).toArray(String[]::new));
        rows.setInverted(true);
        rows.setGridBandsVisible(false);
        rows.setTickLabelFont(Look.LABEL);
        rows.setTickLabelPaint(Palette.BLACK);
        rows.setAxisLinePaint(Palette.GREY);
        rows.setRange(-0.5, figure.rows().size() - 0.5);
        return rows;
    }

    private static XYSeriesCollection dots(Figure.Dots figure, List<String> groups) {
        XYSeriesCollection dots = new XYSeriesCollection();
        groups.forEach(group -> dots.addSeries(new XYSeries(group)));
        for (int row = 0; row < figure.rows().size(); row++) {
            for (Figure.Dot dot : figure.rows().get(row).dots()) {
                double place = FIRST_GROUP + groups.indexOf(dot.group()) * NEXT_GROUP;
                dots.getSeries(dot.group()).add(dot.at(), row + place);
            }
        }
        return dots;
    }

    private static XYIntervalSeriesCollection means(Figure.Dots figure) {
        XYIntervalSeries means = new XYIntervalSeries("mean");
        for (int row = 0; row < figure.rows().size(); row++) {
            double y = row + MEAN;
            figure.rows().get(row).mean().ifPresent(mean -> add(means, mean, y));
        }
        XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
        collection.addSeries(means);
        return collection;
    }

    private static void add(XYIntervalSeries means, StudentInterval mean, double y) {
        means.add(mean.mean(), mean.low(), mean.high(), y, y, y);
    }

    private static XYLineAndShapeRenderer dotRenderer(List<String> groups) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(true);
        renderer.setUseOutlinePaint(true);
        for (int i = 0; i < groups.size(); i++) {
            renderer.setSeriesShape(i, DOT);
            renderer.setSeriesPaint(i, color(i));
            renderer.setSeriesOutlinePaint(i, Color.WHITE);
        }
        return renderer;
    }

    private static XYErrorRenderer meanRenderer() {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        renderer.setSeriesShape(0, SQUARE);
        renderer.setSeriesPaint(0, Palette.BLACK);
        renderer.setErrorPaint(Palette.BLACK);
        renderer.setErrorStroke(Look.LINE);
        return renderer;
    }
}
