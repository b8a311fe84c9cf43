package io.github.grokcheck.support;

import io.github.grokcheck.claim.Verdict;
import io.qameta.allure.listener.TestLifecycleListener;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.TestResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the report list a claim as a claim and not as an invocation of a parameterized test: under its section, with an
 * identity of its own, so that its history survives when claims or evidence are added, and in the colour of its verdict.
 * A known deviation aborts its test, which keeps the build green; in the report the claim is still refuted.
 */
public final class ClaimTestListing implements TestLifecycleListener {
    static final String CLAIM = "claim";
    static final String EVIDENCE = "evidence";
    static final String VERDICT = "verdict";

    @Override
    public void beforeTestWrite(TestResult result) {
        label(result, CLAIM).ifPresent(claim -> {
            String evidence = label(result, EVIDENCE).orElse("");
            result.setName(claim.substring(claim.indexOf('.') + 1) + " on " + evidence);
            result.setFullName(claim + " on " + evidence);
            result.setTestCaseId(id(claim));
            result.setHistoryId(id(claim + " on " + evidence));
            result.setParameters(new ArrayList<>());
            result.getLabels().stream()
                    .filter(label -> label.getName().equals("suite"))
                    .forEach(label -> label.setValue(label(result, "feature").orElse(claim)));
            showVerdict(result);
        });
    }

    private static void showVerdict(TestResult result) {
        String verdict = label(result, VERDICT).orElse("");
        if (result.getStatus() == Status.SKIPPED && verdict.equals(Verdict.Kind.REFUTED.word())) {
            result.setStatus(Status.FAILED);
            result.getStatusDetails().setKnown(true);
        } else if (verdict.equals(Verdict.Kind.MIXED.word())) {
            // Allure has no third colour but the one of tests that end without a status.
            result.setStatus(null);
        }
    }

    private static Optional<String> label(TestResult result, String name) {
        return result.getLabels().stream()
                .filter(label -> label.getName().equals(name))
                .map(Label::getValue)
                .findFirst();
    }

    private static String id(String content) {
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
