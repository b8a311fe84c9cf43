package io.github.grokcheck.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.grokcheck.claim.StudentInterval;
import io.github.grokcheck.figure.Figure.Bar;
import io.github.grokcheck.figure.Figure.Bars;
import io.github.grokcheck.figure.Figure.Components;
import io.github.grokcheck.figure.Figure.Curve;
import io.github.grokcheck.figure.Figure.Curves;
import io.github.grokcheck.figure.Figure.Dot;
import io.github.grokcheck.figure.Figure.Dots;
import io.github.grokcheck.figure.Figure.HeatMap;
import io.github.grokcheck.figure.Figure.Level;
import io.github.grokcheck.figure.Figure.Point;
import io.github.grokcheck.figure.Figure.Quantity;
import io.github.grokcheck.figure.Figure.Role;
import io.github.grokcheck.figure.Figure.Row;
import io.github.grokcheck.figure.Figure.Scale;
import io.github.grokcheck.figure.Figure.Snapshot;
import io.github.grokcheck.figure.Figure.Timeline;
import io.github.grokcheck.figure.Figure.Track;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudioTest {
    private static final Quantity NATS = new Quantity("nats", Scale.LOGARITHMIC);

    static Stream<Figure> one_figure_of_each_kind() {
        return Stream.of(
                new Components(
                        "components",
                        "norm",
                        List.of(
                                new Snapshot("epoch 0", List.of(1.0, 1.0, 1.0, 1.0, 1.0)),
                                new Snapshot("epoch 9", List.of(1.0, 5.0, 5.0, 0.5, 0.5))),
                        List.of(1)),
                new Dots(
                        "dots",
                        new Quantity("epochs", Scale.LINEAR),
                        List.of(new Row(
                                "first",
                                List.of(new Dot(-1, "a"), new Dot(3, "b")),
                                Optional.of(StudentInterval.of(new double[] {-1, 3}))))),
                new Bars("bars", NATS, List.of(new Bar("kept", 1e-7, Role.KEPT)), new Level("uniform", 4.7)),
                new Curves("curves", NATS, List.of(new Curve("train", List.of(new Point(0, 5), new Point(9, 1e-7))))),
                new Timeline("times", NATS, List.of(track("a", 1, 0.5), track("a", 2, 0.6))),
                new HeatMap("map", "b", "a", matrix(0, 1, 2, 3), new Quantity("weight", Scale.LINEAR)));
    }

    @ParameterizedTest
    @MethodSource("one_figure_of_each_kind")
    void every_kind_of_figure_becomes_a_picture_with_something_in_it(Figure figure) throws IOException {
        Studio studio = Studio.open(warning -> fail("this machine has fonts, yet: " + warning));

        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(studio.png(figure).orElseThrow()));

        assertThat(colors(image)).contains(Color.WHITE.getRGB()).hasSizeGreaterThan(3);
    }

    @Test
    void there_is_a_chart_for_every_kind_of_figure() {
        assertThat(one_figure_of_each_kind().map(Figure::getClass))
                .containsExactlyInAnyOrder(castToFigures(Figure.class.getPermittedSubclasses()));
    }

    @Test
    void bars_are_drawn_in_the_colour_of_their_role() throws IOException {
        Figure removed = new Bars("bars", NATS, List.of(new Bar("x", 7, Role.REMOVED)), Level.NONE);

        byte[] png = Studio.open(warning -> {}).png(removed).orElseThrow();

        assertThat(colors(ImageIO.read(new ByteArrayInputStream(png))))
                .contains(Indexed.rounded(Palette.VERMILLION.getRGB()))
                .doesNotContain(Indexed.rounded(Palette.BLUE.getRGB()));
    }

    @Test
    void the_dots_of_each_group_have_a_colour_and_the_mean_has_its_own() throws IOException {
        Row row = new Row("x", List.of(new Dot(0, "a"), new Dot(9, "b")), Optional.of(new StudentInterval(4, 1, 2)));

        Set<Integer> colors = colors(drawn(new Dots("dots", new Quantity("epochs", Scale.LINEAR), List.of(row))));

        assertThat(colors)
                .contains(
                        Indexed.rounded(Palette.BLUE.getRGB()),
                        Indexed.rounded(Palette.ORANGE.getRGB()),
                        Indexed.rounded(Palette.BLACK.getRGB()));
    }

    @Test
    void spectra_under_one_another_share_their_scale() throws IOException {
        Snapshot weak = new Snapshot("weak", List.of(0.0, 1.0, 1.0));
        Snapshot strong = new Snapshot("strong", List.of(0.0, 9.0, 9.0));
        Components figure = new Components("components", "norm", List.of(weak, strong), List.of(1));

        BufferedImage image = drawn(figure);

        int key = Indexed.rounded(Palette.VERMILLION.getRGB());
        // The legend's square lies above the panels.
        int half = image.getHeight() / 2;
        assertThat(count(image, key, half, image.getHeight())).isGreaterThan(5 * count(image, key, half / 2, half));
    }

    private static BufferedImage drawn(Figure figure) throws IOException {
        byte[] png = Studio.open(warning -> {}).png(figure).orElseThrow();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static long count(BufferedImage image, int color, int from, int to) {
        return IntStream.range(from, to)
                .mapToLong(y -> IntStream.range(0, image.getWidth())
                        .filter(x -> image.getRGB(x, y) == color)
                        .count())
                .sum();
    }

    @Test
    void without_fonts_there_is_one_warning_and_no_picture() {
        List<String> warnings = new ArrayList<>();
        Studio studio = Studio.open(
                () -> {
                    throw new InternalError("Fontconfig head is null, check your fonts or fonts configuration");
                },
                warnings::add);

        assertThat(one_figure_of_each_kind().map(studio::png))
                .allSatisfy(png -> assertThat(png).isEmpty());
        assertThat(one_figure_of_each_kind().map(studio::svg))
                .allSatisfy(svg -> assertThat(svg).isEmpty());
        assertThat(warnings)
                .singleElement()
                .asString()
                .isEqualTo("no pictures: Java cannot draw letters here (Fontconfig head is null, check your fonts or"
                        + " fonts configuration); install fontconfig and a font, for instance fonts-dejavu-core");
    }

    @Test
    void a_missing_font_library_counts_as_no_fonts() {
        List<String> warnings = new ArrayList<>();
        Studio.open(
                () -> {
                    throw new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file");
                },
                warnings::add);

        assertThat(warnings).singleElement().asString().contains("libfreetype.so.6");
    }

    @ParameterizedTest
    @MethodSource("one_figure_of_each_kind")
    void every_kind_of_figure_becomes_a_drawing_with_its_title(Figure figure) {
        String svg = new String(Studio.open(warning -> {}).svg(figure).orElseThrow(), StandardCharsets.UTF_8);

        assertThat(svg).contains("<svg", ">" + figure.title() + "<");
    }

    @Test
    void each_track_of_a_timeline_has_its_colour() throws IOException {
        Figure figure = new Timeline("times", NATS, List.of(track("a", 0.1, 0.5), track("a", 0.2, 0.6)));

        assertThat(colors(drawn(figure)))
                .contains(Indexed.rounded(Palette.BLUE.getRGB()), Indexed.rounded(Palette.VERMILLION.getRGB()))
                .doesNotContain(Indexed.rounded(Palette.ORANGE.getRGB()));
    }

    private static Track track(String name, double... values) {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        return new Track(
                name,
                IntStream.range(0, values.length)
                        .mapToObj(i -> new Figure.Moment(noon.plusSeconds(3600L * i), values[i]))
                        .toList());
    }

    @Test
    void a_long_curve_is_thinned_but_keeps_its_ends() {
        List<Point> points =
                IntStream.rangeClosed(0, 25_000).mapToObj(e -> new Point(e, e)).toList();

        List<Point> thinned = CurvesChart.thinned(points);

        assertThat(thinned).hasSizeBetween(900, 1001).startsWith(points.get(0)).endsWith(points.get(25_000));
    }

    @Test
    void viridis_runs_from_dark_to_light_and_takes_values_outside_to_its_ends() {
        var scale = Palette.viridis(-1, 1);

        assertThat(scale.getPaint(-5)).isEqualTo(new Color(0x440154));
        assertThat(scale.getPaint(1)).isEqualTo(new Color(0xFDE725));
        assertThat(IntStream.rangeClosed(-10, 10).mapToDouble(i -> luminance((Color) scale.getPaint(i / 10.0))))
                .isSorted();
    }

    private static double luminance(Color color) {
        return 0.2126 * color.getRed() + 0.7152 * color.getGreen() + 0.0722 * color.getBlue();
    }

    private static Set<Integer> colors(BufferedImage image) {
        Set<Integer> colors = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colors.add(image.getRGB(x, y));
            }
        }
        return colors;
    }

    private static Tensor matrix(double... values) {
        return Tensor.of(Shape.of(Axis.A, 2, Axis.B, 2), values);
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Figure>[] castToFigures(Class<?>[] classes) {
        return (Class<? extends Figure>[]) classes;
    }
}
