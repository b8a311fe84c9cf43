package io.github.grokcheck.figure;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws {@link Figure.Timeline}. */
final class TimelineChart {
    private static final Shape DOT = new Ellipse2D.Double(-3.5, -3.5, 7, 7);

    private TimelineChart() {}

    static JFreeChart of(Figure.Timeline figure) {
        List<Look.Key> legend = new ArrayList<>();
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        for (Figure.Track track : figure.tracks()) {
            Color color = Palette.ofLine(legend.size());
            int index = lines.getSeriesCount();
            renderer.setSeriesPaint(index, color);
            renderer.setSeriesStroke(index, Look.LINE);
            renderer.setSeriesShape(index, DOT);
            legend.add(new Look.Key(track.name(), color));
            // Two tracks may have one name.
            XYSeries line = new XYSeries(index);
            track.moments().forEach(moment -> line.add(moment.at().toEpochMilli(), moment.value()));
            lines.addSeries(line);
        }
        XYPlot plot = new XYPlot(lines, time(), Look.axis(figure.quantity()), renderer);
        Look.dress(plot);
        plot.setFixedLegendItems(Look.legend(legend));
        return Look.chart(figure.title(), plot, legend);
    }

    private static DateAxis time() {
        DateAxis time = new DateAxis("time of the verification (UTC)", TimeZone.getTimeZone("UTC"), Locale.ROOT);
        Look.dress(time);
        return time;
    }
}
