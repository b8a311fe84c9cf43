package io.github.grokcheck.history;

import io.github.grokcheck.claim.Noise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Verifications made by hand. */
public final class Histories {
    /** When the first one was. */
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

    private Histories() {}

    /** So many minutes after noon, on the shipped runs. */
    public static Verification verification(int minutes, RecordedVerdict... verdicts) {
        return on("the shipped runs", minutes, verdicts);
    }

    static Verification on(String origin, int minutes, RecordedVerdict... verdicts) {
        return new Verification(
                new UUID(7, minutes + 1000L * origin.length()),
                NOON.plusSeconds(60L * minutes),
                "0123456789abcdef0123456789abcdef01234567",
                origin,
                List.of(verdicts));
    }

    /** An upheld claim that asks for a loss of at most 0.01. */
    static RecordedVerdict verdict(String claim, Observed... observed) {
        return verdict(claim, "text of " + claim, Noise.DEFAULT, observed);
    }

    static RecordedVerdict verdict(String claim, String sha256, Noise noise, Observed... observed) {
        return new RecordedVerdict(
                claim,
                "upheld",
                true,
                "loss.all <= 0.01",
                List.of("gini.W_E >= 0.5", "accuracy.all >= 0.9"),
                "stated-in-paper",
                "every run",
                noise,
                sha256,
                claim + " upheld: 0.003 on every run",
                List.of(observed));
    }

    static Observed loss(String subject, double x) {
        return new Observed(subject, "loss.all", "nats", new Amount.OfNumber(x), "<= 0.01", x <= 0.01);
    }

    static Observed words(String subject, String quantity, String words) {
        return new Observed(subject, quantity, "k", new Amount.OfWords(words), "3 to 6", true);
    }

    /** As much as a whole catalogue leaves behind. */
    static Verification large(int minutes, int claims, int valuesEach) {
        List<RecordedVerdict> verdicts = new ArrayList<>();
        for (int c = 0; c < claims; c++) {
            String claim = "nanda2023.claim-" + c;
            double shift = minutes + c;
            verdicts.add(verdict(
                    claim,
                    IntStream.range(0, valuesEach)
                            .mapToObj(i -> loss("mainline-seed" + i, shift + i))
                            .toArray(Observed[]::new)));
        }
        return verification(minutes, verdicts.toArray(RecordedVerdict[]::new));
    }
}
