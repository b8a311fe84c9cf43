package io.github.grokcheck.history;

import io.github.grokcheck.claim.Noise;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A measured value that moved by more than its claim's noise between two verifications.
 *
 * @param since the earlier verification
 * @param at when that was
 * @param claim the claim that asks for the value
 * @param subject the run or model that was measured
 * @param quantity what was measured
 * @param unit what it is counted in
 * @param before the earlier value; empty where there was none
 * @param after the later value; empty where there is none any more
 */
public record Drift(
        UUID since,
        Instant at,
        String claim,
        String subject,
        String quantity,
        String unit,
        Optional<Amount> before,
        Optional<Amount> after) {

    /** The largest first; what is no number comes before all numbers. */
    public static final Comparator<Drift> WORST_FIRST =
            Comparator.comparingDouble(Drift::relative).reversed();

    /**
     * What drifted, of the claims that say the same in both, on the subjects that both measured.
     *
     * @param previous the earlier verification
     * @param current the later one, whose claims state the noise
     * @return in the order of the claims
     */
    public static List<Drift> between(Verification previous, Verification current) {
        Map<String, RecordedVerdict> earlier = byClaim(previous);
        return current.verdicts().stream()
                .flatMap(verdict -> Stream.ofNullable(earlier.get(verdict.claim()))
                        .filter(before -> before.sha256().equals(verdict.sha256()))
                        .flatMap(before -> between(previous, before, verdict, verdict.noise()).stream()))
                .toList();
    }

    /** What moved beyond a noise on the subjects that both verdicts rest on. */
    static List<Drift> between(Verification previous, RecordedVerdict before, RecordedVerdict after, Noise noise) {
        Map<Place, Observed> earlier = byPlace(before);
        Map<Place, Observed> later = byPlace(after);
        boolean sameText = before.sha256().equals(after.sha256());
        Set<String> common = subjects(before);
        common.retainAll(subjects(after));
        Set<Place> places = new LinkedHashSet<>(earlier.keySet());
        places.addAll(later.keySet());
        return places.stream()
                .filter(place -> common.contains(place.subject()))
                // A changed text asks for other quantities; only what both ask for can move.
                .filter(sameText ? place -> true : both(earlier, later))
                .filter(place -> !isSame(earlier.get(place), later.get(place), noise))
                .map(place -> new Drift(
                        previous.id(),
                        previous.at(),
                        after.claim(),
                        place.subject(),
                        place.quantity(),
                        Objects.requireNonNullElse(later.get(place), earlier.get(place))
                                .unit(),
                        amount(earlier, place),
                        amount(later, place)))
                .distinct()
                .toList();
    }

    /** Which value of a verdict: a claim may ask for one quantity twice, and two runs may have one name. */
    private record Place(String subject, String quantity, int occurrence) {}

    private static Map<Place, Observed> byPlace(RecordedVerdict verdict) {
        Map<Place, Observed> places = new LinkedHashMap<>();
        for (Observed observed : verdict.observed()) {
            int occurrence = 0;
            while (places.containsKey(new Place(observed.subject(), observed.quantity(), occurrence))) {
                occurrence++;
            }
            places.put(new Place(observed.subject(), observed.quantity(), occurrence), observed);
        }
        return places;
    }

    private static Predicate<Place> both(Map<Place, Observed> earlier, Map<Place, Observed> later) {
        return place -> earlier.containsKey(place) && later.containsKey(place);
    }

    private static boolean isSame(@Nullable Observed before, @Nullable Observed after, Noise noise) {
        if (before == null || after == null) {
            return false;
        }
        return before.amount() instanceof Amount.OfNumber x && after.amount() instanceof Amount.OfNumber y
                ? noise.covers(x.number(), y.number())
                : before.amount().equals(after.amount());
    }

    private static Optional<Amount> amount(Map<Place, Observed> places, Place place) {
        return Optional.ofNullable(places.get(place)).map(Observed::amount);
    }

    private static Set<String> subjects(RecordedVerdict verdict) {
        return verdict.observed().stream().map(Observed::subject).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Map<String, RecordedVerdict> byClaim(Verification verification) {
        return verification.verdicts().stream().collect(Collectors.toMap(RecordedVerdict::claim, Function.identity()));
    }

    /** The change as a share of the larger number; infinite where one of the two is no number. */
    public double relative() {
        if (before.orElse(null) instanceof Amount.OfNumber x && after.orElse(null) instanceof Amount.OfNumber y) {
            double larger = Math.max(Math.abs(x.number()), Math.abs(y.number()));
            return larger == 0 ? 0 : Math.abs(y.number() - x.number()) / larger;
        }
        return Double.POSITIVE_INFINITY;
    }

    /** {@code 0.512 -> 0.498}; with all digits where fewer would hide the change. */
    public String change() {
        String from = before.map(Amount::describe).orElse("nothing");
        String to = after.map(Amount::describe).orElse("nothing");
        return from.equals(to)
                ? before.map(Drift::exactly).orElse(from) + " -> "
                        + after.map(Drift::exactly).orElse(to)
                : from + " -> " + to;
    }

    private static String exactly(Amount amount) {
        return amount instanceof Amount.OfNumber exact ? String.valueOf(exact.number()) : amount.describe();
    }
}
