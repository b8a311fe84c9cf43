package io.github.grokcheck.report;

import io.github.grokcheck.claim.Claim;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The section of the paper under which reports list a claim: the first that its file names, appendices by their letter.
 *
 * @param title "Section 4.1", "Appendix C", or what the file says where the claim is in neither
 */
public record Section(String title) implements Comparable<Section> {
    private static final List<String> ORDER = List.of("Section", "Appendix");

    /** Sections by number, then appendices, then the rest. */
    private static final Comparator<Section> AS_IN_THE_PAPER =
            Comparator.comparingInt(Section::rank).thenComparing(Section::title);

    /** Where a claim is listed. */
    public static Section of(Claim claim) {
        String first = claim.where().section().split(" and ", 2)[0];
        if (Character.isDigit(first.charAt(0))) {
            return new Section("Section " + first);
        }
        String appendix = first.replaceFirst("^appendi(?:x|ces) (\\w).*$", "Appendix $1");
        return new Section(appendix.substring(0, 1).toUpperCase(Locale.ROOT) + appendix.substring(1));
    }

    private int rank() {
        int place = ORDER.indexOf(title.split(" ", 2)[0]);
        return place < 0 ? ORDER.size() : place;
    }

    @Override
    public int compareTo(Section other) {
        return AS_IN_THE_PAPER.compare(this, other);
    }
}
