package io.github.grokcheck.page;

import io.github.grokcheck.page.Pictures.Picture;
import java.util.List;

/**
 * A claim as the page shows it, in words; where a text has nothing to say it is empty.
 *
 * @param deviation why the verdict is expected although the paper says otherwise
 * @param plots of the expectation, then of the requirements; none where nothing was measured
 * @param allure path within Allure's report
 */
public record ClaimView(
        String id,
        String name,
        String section,
        String where,
        String statement,
        String reading,
        Badge verdict,
        String explanation,
        String deviation,
        List<Fact> facts,
        String scope,
        String basis,
        String quantity,
        String expectation,
        List<Definition> definitions,
        List<Plot> plots,
        List<Row> evidence,
        List<Picture> pictures,
        List<Trial> controls,
        List<Command> commands,
        List<FileView> files,
        List<String> runs,
        String allure) {

    /**
     * A verdict.
     *
     * @param style its name in the style sheet
     * @param symbol tells it apart without colour
     * @param expected whether the claim's file expects it
     */
    public record Badge(String style, String symbol, String word, boolean expected) {}

    /** A name and what it says. */
    public record Fact(String name, String text) {}

    /** A quantity's formula. */
    public record Definition(String id, String unit, String formula) {}

    /**
     * One quantity of one subject.
     *
     * @param paper what the paper reports of its own run
     */
    public record Row(String subject, String quantity, String measured, String expected, boolean met, String paper) {}

    /** What the claim says of a model whose truth is known. */
    public record Trial(String control, String what, String expected, String found, boolean asExpected) {}

    /** A command to copy. */
    public record Command(String purpose, String line) {}

    /** A file and its digest. */
    public record FileView(String path, String sha256) {}
}
