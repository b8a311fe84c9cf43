package io.github.grokcheck.figure;

import io.github.grokcheck.tensor.Tensor;
import java.awt.Color;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.DefaultXYZDataset;

/** Draws {@link Figure.HeatMap} with its colour bar. */
final class HeatMapChart {
    /** Powers of ten below the largest value that a logarithmic map tells apart. */
    private static final double DECADES = 5;

    private static final int STEPS = 200;

    private HeatMapChart() {}

    static JFreeChart of(Figure.HeatMap figure) {
        boolean logarithmic = figure.quantity().scale() == Figure.Scale.LOGARITHMIC;
        Tensor shown = logarithmic ? figure.values().map(Math::log10) : figure.values();
        PaintScale colors = scale(shown, logarithmic);
        XYBlockRenderer renderer = new XYBlockRenderer();
        renderer.setPaintScale(colors);
        XYPlot plot =
                new XYPlot(cells(shown), axis(figure.x(), shown.size(1)), axis(figure.y(), shown.size(0)), renderer);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        JFreeChart chart = Look.chart(figure.title(), plot, List.of());
        // Blended edges between cells would show colours that stand for no value.
        chart.setAntiAlias(false);
        chart.setTextAntiAlias(true);
        String name = figure.quantity().name();
        chart.addSubtitle(colorBar(colors, logarithmic ? "log10 of " + name : name));
        return chart;
    }

    private static PaintScale scale(Tensor values, boolean logarithmic) {
        double high = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        for (double value : values.toArray()) {
            high = Math.max(high, value);
            low = Math.min(low, value);
        }
        double floor = logarithmic ? Math.max(low, high - DECADES) : low;
        return Palette.viridis(floor, high > floor ? high : floor + 1);
    }

    private static DefaultXYZDataset cells(Tensor values) {
        int rows = values.size(0);
        int columns = values.size(1);
        double[][] xyz = new double[3][rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int cell = row * columns + column;
                xyz[0][cell] = column;
                xyz[1][cell] = row;
                xyz[2][cell] = values.at(cell);
            }
        }
        DefaultXYZDataset cells = new DefaultXYZDataset();
        cells.addSeries("values", xyz);
        return cells;
    }

    private static NumberAxis axis(String name, int size) {
        NumberAxis axis = Look.linearAxis(name);
        axis.setRange(-0.5, size - 0.5);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        return axis;
    }

    private static PaintScaleLegend colorBar(PaintScale colors, String name) {
        NumberAxis axis = Look.linearAxis(name);
        PaintScaleLegend bar = new PaintScaleLegend(colors, axis);
        axis.setRange(colors.getLowerBound(), colors.getUpperBound());
        bar.setPosition(RectangleEdge.RIGHT);
        bar.setSubdivisionCount(STEPS);
        bar.setStripWidth(14);
        bar.setStripOutlineVisible(false);
        bar.setBackgroundPaint(new Color(0, 0, 0, 0));
        bar.setMargin(24, 12, 36, 0);
        return bar;
    }
}
