package io.github.grokcheck.page;

import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.figure.PaperFigure;
import io.github.grokcheck.page.Pictures.Picture;
import java.util.List;
import java.util.Optional;

/**
 * One of the paper's figures as the page shows it.
 *
 * @param anchor its place on the page
 * @param numbers ours beside the paper's
 */
public record FigureView(
        String anchor, String number, String caption, List<Picture> pictures, List<Comparison> numbers) {

    /** A quantity of which the paper states a number. */
    public record Comparison(String quantity, String formula, String paper, String ours) {}

    static FigureView of(int index, PaperFigure figure, Pictures pictures, Optional<Subject> published, Subject ours) {
        return new FigureView(
                "figure-" + index,
                figure.number(),
                figure.caption(),
                pictures.add(figure.figures()),
                figure.numbers().stream()
                        .flatMap(measure -> published
                                .flatMap(paper -> ClaimViews.stated(paper.value(measure)))
                                .map(paper -> new Comparison(
                                        measure.id(),
                                        measure.formula(),
                                        paper,
                                        ClaimViews.stated(ours.value(measure)).orElse("no value")))
                                .stream())
                        .toList());
    }
}
