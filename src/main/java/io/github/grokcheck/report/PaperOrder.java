package io.github.grokcheck.report;

import io.github.grokcheck.claim.Claim;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order in which a reader of the paper meets its claims: by section, then slide, then figure or table, then id. */
public final class PaperOrder {
    private static final Pattern SLIDE = Pattern.compile("slides? (\\d+)");
    private static final Pattern PICTURE = Pattern.compile("(?:figures?|tables?) (\\d+)");

    /** Compares claims of one paper. */
    public static final Comparator<Claim> OF_CLAIMS = Comparator.comparing(Section::of)
            .thenComparingInt(claim -> first(SLIDE, claim))
            .thenComparingInt(claim -> first(PICTURE, claim))
            .thenComparing(Claim::id);

    private PaperOrder() {}

    /** What names none comes last. */
    private static int first(Pattern pattern, Claim claim) {
        Matcher matcher = pattern.matcher(claim.where().source());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }
}
