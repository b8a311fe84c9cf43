package io.github.grokcheck.claim;

/** Which verdicts the project expects, and which must stop the build. */
public final class Verdicts {
    private Verdicts() {}

    /**
     * Whether a verdict is no surprise. With a known deviation only its kind is expected, so a claim that is suddenly
     * upheld is a surprise too; otherwise upheld is expected, and not evaluated where the claim is not tested or out of
     * reach.
     */
    public static boolean isExpected(Verdict verdict) {
        if (verdict instanceof Verdict.OutOfReach) {
            return true;
        }
        Claim claim = verdict.claim();
        return claim.knownDeviation()
                .map(deviation -> deviation.verdict() == verdict.kind())
                .orElseGet(() -> verdict.kind() == expectedOf(claim));
    }

    private static Verdict.Kind expectedOf(Claim claim) {
        return claim.status() instanceof Claim.Status.Tested ? Verdict.Kind.UPHELD : Verdict.Kind.NOT_EVALUATED;
    }
}
