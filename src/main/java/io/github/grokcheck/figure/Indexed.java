package io.github.grokcheck.figure;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/** Images with a table of colours, which take half the space. */
final class Indexed {
    private static final int MOST_COLORS = 256;

    /** Shades per primary colour; neighbours differ by 3 %, which the eye takes for the same. */
    private static final int SHADES = 32;

    private Indexed() {}

    /** The image in few shades with a table of colours, or the image itself if they are still too many for a table. */
    static BufferedImage of(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Arrays.setAll(pixels, i -> rounded(pixels[i]));
        int[] table = Arrays.stream(pixels).distinct().sorted().toArray();
        return table.length > MOST_COLORS ? image : indexed(image, pixels, table);
    }

    /** The nearest colour, alpha first, that consists of the shades; black and white are among them. */
    static int rounded(int color) {
        return 0xFF000000 | shade(color >> 16) << 16 | shade(color >> 8) << 8 | shade(color);
    }

    private static int shade(int primary) {
        long step = Math.round((primary & 0xFF) / 255.0 * (SHADES - 1));
        return (int) Math.round(step * 255.0 / (SHADES - 1));
    }

    private static BufferedImage indexed(BufferedImage image, int[] pixels, int[] table) {
        IndexColorModel colors = new IndexColorModel(8, table.length, table, 0, false, -1, 0);
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colors);
        int[] places = Arrays.stream(pixels)
                .map(pixel -> Arrays.binarySearch(table, pixel))
                .toArray();
        indexed.getRaster().setPixels(0, 0, image.getWidth(), image.getHeight(), places);
        return indexed;
    }
}
