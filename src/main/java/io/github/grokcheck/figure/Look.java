package io.github.grokcheck.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all charts have in common: plain surfaces, quiet grids, readable letters. */
final class Look {
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final BasicStroke LINE = new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final BasicStroke DASHES =
            new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4f, new float[] {5f, 4f}, 0f);
    static final BasicStroke HAIR = new BasicStroke(0.6f);

    /** Room for half of the last tick's label, which would be cut off otherwise. */
    private static final RectangleInsets MARGIN = new RectangleInsets(8, 8, 8, 30);

    private static final Shape SQUARE = new Rectangle2D.Double(-5, -5, 10, 10);

    private Look() {}

    /** A chart around a plot. */
    static JFreeChart chart(String title, Plot plot, List<Key> legend) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        JFreeChart chart = new JFreeChart(null, LABEL, plot, !legend.isEmpty());
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(MARGIN);
        TextTitle heading = new TextTitle(title, TITLE);
        heading.setPaint(Palette.BLACK);
        heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
        heading.setPadding(0, 6, 6, 0);
        chart.setTitle(heading);
        if (!legend.isEmpty()) {
            chart.getLegend().setPosition(RectangleEdge.TOP);
            chart.getLegend().setHorizontalAlignment(HorizontalAlignment.LEFT);
            chart.getLegend().setFrame(org.jfree.chart.block.BlockBorder.NONE);
            chart.getLegend().setItemFont(LABEL);
        }
        return chart;
    }

    /** One entry of a legend. */
    record Key(String name, Color color) {}

    /** A legend with a square of each colour. */
    static LegendItemCollection legend(List<Key> keys) {
        LegendItemCollection items = new LegendItemCollection();
        for (Key key : keys) {
            items.add(new LegendItem(key.name(), null, null, null, SQUARE, key.color()));
        }
        return items;
    }

    /** An axis for a quantity. */
    static ValueAxis axis(Figure.Quantity quantity) {
        return quantity.scale() == Figure.Scale.LOGARITHMIC ? logAxis(quantity.name()) : linearAxis(quantity.name());
    }

    static NumberAxis linearAxis(String name) {
        NumberAxis axis = new NumberAxis(name);
        dress(axis);
        return axis;
    }

    private static LogAxis logAxis(String name) {
        LogAxis axis = new LogAxis(name);
        axis.setBase(10);
        axis.setBaseSymbol("10");
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setMinorTickMarksVisible(false);
        dress(axis);
        return axis;
    }

    /** A plot of lines on a quiet grid. */
    static void dress(XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(Palette.GRID);
        plot.setRangeGridlinePaint(Palette.GRID);
    }

    static void dress(ValueAxis axis) {
        axis.setLabelFont(LABEL);
        axis.setLabelPaint(Palette.BLACK);
        axis.setTickLabelFont(TICK);
        axis.setTickLabelPaint(Palette.BLACK);
        axis.setAxisLinePaint(Palette.GREY);
        axis.setTickMarkPaint(Palette.GREY);
    }
}
