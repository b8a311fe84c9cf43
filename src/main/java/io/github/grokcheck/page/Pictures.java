package io.github.grokcheck.page;

import io.github.grokcheck.figure.Figure;
import io.github.grokcheck.figure.Studio;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The page's pictures. One that several claims show is kept once. */
public final class Pictures {
    private static final String PNG = "data:image/png;base64,";

    private final Map<Figure, Integer> numbers = new LinkedHashMap<>();

    /**
     * A picture's place on the page.
     *
     * @param id of its data
     * @param title for those who cannot see it
     */
    public record Picture(String id, String title) {}

    /** Takes pictures up. */
    List<Picture> add(List<Figure> figures) {
        return figures.stream()
                .map(figure -> new Picture(id(numbers.computeIfAbsent(figure, f -> numbers.size())), figure.title()))
                .distinct()
                .toList();
    }

    private static String id(int number) {
        return "picture-" + number;
    }

    int count() {
        return numbers.size();
    }

    /**
     * The pictures as data addresses, by id; none on a machine without fonts.
     *
     * @param drawn is told how many are ready
     */
    Map<String, String> draw(Studio studio, IntConsumer drawn) {
        List<Figure> figures = List.copyOf(numbers.keySet());
        AtomicInteger ready = new AtomicInteger();
        return IntStream.range(0, figures.size())
                .parallel()
                .boxed()
                .flatMap(number -> {
                    Stream<Map.Entry<String, String>> data = studio.png(figures.get(number)).stream()
                            .map(png -> Map.entry(
                                    id(number), PNG + Base64.getEncoder().encodeToString(png)));
                    synchronized (ready) {
                        drawn.accept(ready.incrementAndGet());
                    }
                    return data;
                })
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
