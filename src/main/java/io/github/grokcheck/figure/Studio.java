package io.github.grokcheck.figure;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;

/**
 * Turns figures into SVG drawings, or into PNG images at twice their nominal size so that they stay crisp. Where Java cannot draw letters,
 * because the machine has no fonts, there are no images and one warning says so.
 */
public final class Studio {
    private static final int SCALE = 2;
    private static final Dimension WIDE = new Dimension(900, 360);
    private static final Dimension NEARLY_SQUARE = new Dimension(560, 470);

    private final boolean canDraw;

    private Studio(boolean canDraw) {
        this.canDraw = canDraw;
    }

    /** A studio; the warning is used at most once, now. */
    public static Studio open(Consumer<String> warning) {
        return open(Studio::drawOneLetter, warning);
    }

    /** A studio for a machine on which drawing a letter does this. */
    static Studio open(Runnable drawOneLetter, Consumer<String> warning) {
        try {
            drawOneLetter.run();
            return new Studio(true);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Java2D reports missing fonts and font libraries by any of these, depending on the release and the system.
            warning.accept("no pictures: Java cannot draw letters here (" + reason(e)
                    + "); install fontconfig and a font, for instance fonts-dejavu-core");
            return new Studio(false);
        }
    }

    /** The figure as PNG; empty on a machine without fonts. */
    public Optional<byte[]> png(Figure figure) {
        return canDraw ? Optional.of(draw(chart(figure), size(figure))) : Optional.empty();
    }

    /** The figure as SVG in UTF-8; empty on a machine without fonts. */
    public Optional<byte[]> svg(Figure figure) {
        return canDraw ? Optional.of(Vector.drawing(chart(figure), size(figure))) : Optional.empty();
    }

    private static JFreeChart chart(Figure figure) {
        if (figure instanceof Figure.Components components) {
            return ComponentsChart.of(components);
        } else if (figure instanceof Figure.Bars bars) {
            return BarsChart.of(bars);
        } else if (figure instanceof Figure.Dots dots) {
            return DotsChart.of(dots);
        } else if (figure instanceof Figure.Curves curves) {
            return CurvesChart.of(curves);
        } else if (figure instanceof Figure.Timeline timeline) {
            return TimelineChart.of(timeline);
        } else if (figure instanceof Figure.HeatMap map) {
            return HeatMapChart.of(map);
        }
        throw new IllegalStateException("no chart for " + figure.getClass());
    }

    private static Dimension size(Figure figure) {
        if (figure instanceof Figure.Bars bars) {
            return new Dimension(
                    WIDE.width, Math.max(220, 110 + 30 * bars.bars().size()));
        }
        if (figure instanceof Figure.Curves curves && curves.panels().size() > 1) {
            return new Dimension(WIDE.width, 130 + 170 * curves.panels().size());
        }
        if (figure instanceof Figure.Components components
                && components.spectra().size() > 1) {
            return new Dimension(WIDE.width, 130 + 115 * components.spectra().size());
        }
        if (figure instanceof Figure.Dots dots) {
            return new Dimension(WIDE.width, 150 + 60 * dots.rows().size());
        }
        return figure instanceof Figure.HeatMap ? NEARLY_SQUARE : WIDE;
    }

    private static byte[] draw(JFreeChart chart, Dimension size) {
        BufferedImage image = new BufferedImage(SCALE * size.width, SCALE * size.height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, size.width, size.height));
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(Indexed.of(image), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static void drawOneLetter() {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        graphics.setFont(Look.LABEL);
        graphics.drawString("k", 0, 0);
        graphics.dispose();
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
