package io.github.grokcheck.figure;

import io.github.grokcheck.claim.Wording;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Draws {@link Figure.Bars}: names at the left, lengths to the right, each with its number. */
final class BarsChart {
    /** Room for the number at the end of the longest bar, as a share of the axis. */
    private static final double ROOM_FOR_NUMBER = 0.14;

    private BarsChart() {}

    static JFreeChart of(Figure.Bars figure) {
        boolean logarithmic = figure.quantity().scale() == Figure.Scale.LOGARITHMIC;
        List<Figure.Bar> bars = figure.bars().stream()
                .filter(bar -> !logarithmic || bar.length() > 0)
                .toList();
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        bars.forEach(bar -> data.addValue(bar.length(), bar.role(), bar.name()));
        double[] span = logarithmic ? logarithmicSpan(bars, figure.reference()) : linearSpan(bars, figure.reference());
        ValueAxis axis = Look.axis(figure.quantity());
        axis.setRange(span[0], span[1]);
        CategoryPlot plot = new CategoryPlot(data, categories(), axis, renderer(data, Math.max(span[0], 0)));
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setRangeGridlinePaint(Palette.GRID);
        if (!figure.reference().name().isEmpty()) {
            plot.addRangeMarker(marker(figure.reference()), Layer.BACKGROUND);
        }
        List<Look.Key> legend = legend(bars);
        plot.setFixedLegendItems(Look.legend(legend));
        return Look.chart(figure.title(), plot, legend);
    }

    private static CategoryAxis categories() {
        CategoryAxis axis = new CategoryAxis();
        axis.setTickLabelFont(Look.LABEL);
        axis.setTickLabelPaint(Palette.BLACK);
        axis.setAxisLinePaint(Palette.GREY);
        axis.setMaximumCategoryLabelWidthRatio(0.6f);
        axis.setLowerMargin(0.02);
        axis.setUpperMargin(0.02);
        axis.setCategoryMargin(0.25);
        return axis;
    }

    private static BarRenderer renderer(CategoryDataset data, double base) {
        BarRenderer renderer = new InOnePlace();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setBase(base);
        renderer.setIncludeBaseInRange(false);
        renderer.setMaximumBarWidth(0.14);
        renderer.setItemMargin(-(data.getRowCount() - 1.0));
        CategoryItemLabelGenerator numbers = new StandardCategoryItemLabelGenerator() {
            @Override
            public String generateLabel(CategoryDataset dataset, int row, int column) {
                Number length = dataset.getValue(row, column);
                return length == null ? "" : Wording.number(length.doubleValue());
            }
        };
        renderer.setDefaultItemLabelGenerator(numbers);
        renderer.setDefaultItemLabelFont(Look.TICK);
        renderer.setDefaultItemLabelPaint(Palette.BLACK);
        renderer.setDefaultItemLabelsVisible(true);
        ItemLabelPosition end = new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT);
        renderer.setDefaultPositiveItemLabelPosition(end);
        renderer.setDefaultNegativeItemLabelPosition(end);
        for (int row = 0; row < data.getRowCount(); row++) {
            renderer.setSeriesPaint(row, color((Figure.Role) data.getRowKey(row)));
        }
        return renderer;
    }

    /** Rows are roles and most are empty for a bar: stacking them in one place keeps the bars wide. */
    private static final class InOnePlace extends BarRenderer {
        @Override
        protected double calculateBarW0(
                CategoryPlot plot,
                PlotOrientation orientation,
                Rectangle2D area,
                CategoryAxis axis,
                CategoryItemRendererState state,
                int row,
                int column) {
            return axis.getCategoryMiddle(column, getColumnCount(), area, plot.getDomainAxisEdge())
                    - state.getBarWidth() / 2;
        }
    }

    private static ValueMarker marker(Figure.Level level) {
        ValueMarker marker = new ValueMarker(level.at(), Palette.BLACK, Look.DASHES);
        marker.setLabel(level.name());
        marker.setLabelFont(Look.TICK);
        marker.setLabelPaint(Palette.BLACK);
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
        return marker;
    }

    private static List<Look.Key> legend(List<Figure.Bar> bars) {
        return Arrays.stream(Figure.Role.values())
                .filter(role -> !role.legend().isEmpty())
                .filter(role -> bars.stream().anyMatch(bar -> bar.role() == role))
                .map(role -> new Look.Key(role.legend(), color(role)))
                .toList();
    }

    private static Color color(Figure.Role role) {
        return switch (role) {
            case UNTOUCHED, UNFINISHED -> Palette.GREY;
            case KEPT, PLAIN -> Palette.BLUE;
            case REMOVED -> Palette.VERMILLION;
        };
    }

    private static double[] linearSpan(List<Figure.Bar> bars, Figure.Level level) {
        double longest = bars.stream().mapToDouble(Figure.Bar::length).max().orElse(1);
        double shortest = bars.stream().mapToDouble(Figure.Bar::length).min().orElse(0);
        double high = Math.max(Math.max(longest, level.at()), Double.MIN_NORMAL);
        double low = Math.min(shortest, 0);
        return new double[] {low, high + ROOM_FOR_NUMBER * (high - low)};
    }

    private static double[] logarithmicSpan(List<Figure.Bar> bars, Figure.Level level) {
        double shortest = bars.stream().mapToDouble(Figure.Bar::length).min().orElse(0.1);
        double longest = Math.max(
                level.at(), bars.stream().mapToDouble(Figure.Bar::length).max().orElse(1));
        double low = Math.floor(Math.log10(shortest)) - 1;
        double high = Math.log10(longest);
        return new double[] {Math.pow(10, low), Math.pow(10, high + ROOM_FOR_NUMBER * (high - low))};
    }
}
