package io.github.grokcheck.figure;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;

/** Charts as SVG, with their letters as text. */
final class Vector {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private Vector() {}

    static byte[] drawing(JFreeChart chart, Dimension size) {
        SVGGraphics2D graphics = new SVGGraphics2D(document());
        graphics.setSVGCanvasSize(size);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, size.width, size.height));
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(svg, StandardCharsets.UTF_8)) {
            graphics.stream(out, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return svg.toByteArray();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK makes XML documents", e);
        }
    }
}
