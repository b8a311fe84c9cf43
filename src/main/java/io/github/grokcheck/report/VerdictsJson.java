package io.github.grokcheck.report;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.claim.Wording;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Verdicts as JSON: a list sorted by the claims' ids, equal on every machine where the verdicts are. */
public final class VerdictsJson {
    private VerdictsJson() {}

    /** The file's whole content. */
    public static String of(List<Verdict> verdicts) {
        ArrayNode list = ReportJson.MAPPER.createArrayNode();
        verdicts.stream()
                .sorted(Comparator.comparing(verdict -> verdict.claim().id()))
                .forEach(verdict -> describe(verdict, list.addObject()));
        return ReportJson.text(list);
    }

    private static void describe(Verdict verdict, ObjectNode entry) {
        Claim claim = verdict.claim();
        entry.put("id", claim.id());
        entry.putObject("where")
                .put("section", claim.where().section())
                .put("source", claim.where().source());
        entry.put("verdict", verdict.kind().word());
        entry.put("expected", Verdicts.isExpected(verdict));
        claim.knownDeviation()
                .ifPresent(deviation -> entry.putObject("known-deviation")
                        .put("verdict", deviation.verdict().word())
                        .put("because", deviation.because()));
        entry.put("statement", claim.statement());
        entry.put("reading", claim.reading());
        entry.put("expectation", Wording.condition(claim.expect()));
        ArrayNode requires = entry.putArray("requires");
        claim.requires().forEach(condition -> requires.add(Wording.condition(condition)));
        entry.put("moment", claim.at().describe());
        entry.put("basis", Wording.word(claim.basis()));
        entry.put("scope", Wording.word(claim.scope()));
        entry.put("status", Words.of(claim.status()));
        entry.put("rule", claim.rule().describe());
        entry.put("explanation", verdict.explain());
        if (!verdict.underOtherKeyRules().isEmpty()) {
            ObjectNode others = entry.putObject("under-other-key-rules");
            verdict.underOtherKeyRules().forEach((rule, kind) -> others.put(rule.words(), kind.word()));
        }
        ArrayNode measured = entry.putArray("measured");
        verdict.findings().forEach(finding -> describe(finding, measured.addObject()));
    }

    private static void describe(Finding finding, ObjectNode entry) {
        entry.put("subject", finding.subject());
        entry.put("met", finding.met());
        ArrayNode quantities = entry.putArray("quantities");
        for (Finding.Observation observation : finding.observations()) {
            ObjectNode quantity = quantities.addObject();
            quantity.put("quantity", Wording.quantity(observation.condition()));
            quantity.put("unit", Wording.unit(observation.condition()));
            quantity.set("value", JsonValue.of(observation.measured()));
            quantity.put("expected", Wording.expectation(observation.condition()));
            quantity.put("met", observation.met());
        }
    }
}
