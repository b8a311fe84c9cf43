package io.github.grokcheck.page;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.SweepSubject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.figure.PaperFigure;
import io.github.grokcheck.figure.Studio;
import io.github.grokcheck.report.Headline;
import io.github.grokcheck.report.PaperOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The page for reviewers: one HTML file that needs nothing else and asks nothing of the network. The claims stand in the
 * order of the paper.
 */
public final class ReviewPage {
    private static final Configuration FREEMARKER = configuration();

    private final Map<String, Object> content;
    private final Pictures pictures;

    private ReviewPage(Map<String, Object> content, Pictures pictures) {
        this.content = content;
        this.pictures = pictures;
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(ReviewPage.class, "/page");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }

    /** How often a verdict was reached. */
    public record Count(String style, String word, long claims) {}

    /** A page whose pictures are not drawn yet. */
    public static ReviewPage of(Review review, Background background) {
        Pictures pictures = new Pictures();
        List<Verdict> verdicts = review.verdicts().stream()
                .sorted(Comparator.comparing(Verdict::claim, PaperOrder.OF_CLAIMS))
                .toList();
        ClaimViews views = new ClaimViews(review, background, pictures);
        Headline headline = Headline.of(verdicts);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("paper", review.catalogue().paperOf(verdicts.get(0).claim()));
        content.put("headline", headline.counts());
        content.put("surprises", headline.surprises());
        content.put("counts", counts(headline));
        content.put("origin", review.origin());
        content.put("program", background.program());
        content.put("exports", review.exports());
        content.put("notices", review.notices());
        content.put("claims", verdicts.stream().map(views::of).toList());
        content.put("figures", figures(review, verdicts, background, pictures));
        content.put("runs", runs(review));
        content.put("css", resource("page.css"));
        content.put("js", resource("page.js"));
        return new ReviewPage(content, pictures);
    }

    /** How many pictures are to be drawn. */
    public int pictures() {
        return pictures.count();
    }

    /**
     * The file's whole content.
     *
     * @param drawn is told how many pictures are drawn, by one thread at a time
     */
    public String html(Studio studio, IntConsumer drawn) {
        Map<String, Object> whole = new LinkedHashMap<>(content);
        whole.put("pictures", pictures.draw(studio, drawn));
        return filledIn(whole);
    }

    private static List<RunView> runs(Review review) {
        return review.evidence().runs().stream()
                .map(run -> RunView.of(run.run()))
                .toList();
    }

    private static List<Count> counts(Headline headline) {
        return Arrays.stream(Verdict.Kind.values())
                .map(kind -> new Count(
                        Wording.word(kind), kind.word(), headline.byKind().getOrDefault(kind, 0L)))
                .toList();
    }

    private static List<FigureView> figures(
            Review review, List<Verdict> verdicts, Background background, Pictures pictures) {
        Review.Judged evidence = review.evidence();
        Optional<RunSubject> twin = evidence.authorsTwin();
        Optional<? extends Subject> shown =
                twin.isPresent() ? twin : evidence.models().stream().findFirst();
        List<PaperFigure> figures = twin.map(
                        run -> PaperFigure.ofRun(run, evidence.runs(), sweeps(verdicts, evidence.subjects())))
                .orElseGet(() -> evidence.models().stream()
                        .findFirst()
                        .map(PaperFigure::ofModel)
                        .orElse(List.of()));
        return IntStream.range(0, figures.size())
                .mapToObj(i -> FigureView.of(i, figures.get(i), pictures, background.published(), shown.orElseThrow()))
                .toList();
    }

    private static List<SweepSubject> sweeps(List<Verdict> verdicts, Function<Claim, List<Subject>> subjects) {
        return verdicts.stream()
                .filter(verdict -> !verdict.findings().isEmpty())
                .flatMap(verdict -> subjects.apply(verdict.claim()).stream())
                .filter(SweepSubject.class::isInstance)
                .map(SweepSubject.class::cast)
                .distinct()
                .toList();
    }

    private static String filledIn(Map<String, Object> page) {
        StringWriter out = new StringWriter();
        try {
            FREEMARKER.getTemplate("index.ftlh").process(page, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("the page's template does not fit what it is given", e);
        }
        return out.toString();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ReviewPage.class.getResourceAsStream("/page/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
