package io.github.grokcheck.support;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import org.assertj.core.api.AbstractAssert;
import org.opentest4j.TestAbortedException;

/** Assertions on verdicts. */
public final class VerdictAssert extends AbstractAssert<VerdictAssert, Verdict> {
    private VerdictAssert(Verdict verdict) {
        super(verdict, VerdictAssert.class);
    }

    /** Starts an assertion. */
    public static VerdictAssert assertThat(Verdict verdict) {
        return new VerdictAssert(verdict);
    }

    /**
     * Passes if the claim is upheld and nothing else is on record. A verdict that the claim's file expects although it
     * is none of success aborts the test, so that no report shows it as passed. Anything that the file does not expect
     * fails: refuted, mixed, not evaluated, and a known deviation that is suddenly upheld.
     */
    public VerdictAssert isAsExpected() {
        isNotNull();
        if (!Verdicts.isExpected(actual)) {
            throw failure("%s%n%s", actual.explain(), remedy());
        }
        if (actual instanceof Verdict.Unanswered silent) {
            throw new TestAbortedException("NOT EVALUATED: " + silent.because());
        }
        claim().knownDeviation().ifPresent(deviation -> {
            throw new KnownDeviationMet("KNOWN DEVIATION, %s: %s. %s"
                    .formatted(actual.kind().word(), actual.explain(), deviation.because()));
        });
        return this;
    }

    private Claim claim() {
        return actual.claim();
    }

    private String remedy() {
        String file = ClaimFiles.of(claim());
        return claim().knownDeviation()
                .map(deviation -> "%s records a known deviation, %s; update it or remove it"
                        .formatted(file, deviation.verdict().word()))
                .orElse("%s expects it to be upheld; find out why it is not, then record a known-deviation there or fix"
                                .formatted(file)
                        + " the measure");
    }
}
