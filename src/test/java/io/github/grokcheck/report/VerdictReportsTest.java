package io.github.grokcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.claim.EvidenceRule;
import io.github.grokcheck.claim.Judge;
import io.github.grokcheck.claim.Paper;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.support.ToyClaims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerdictReportsTest {
    private static final Claim.Status TESTED = new Claim.Status.Tested();

    /** One verdict of each kind, none of them in the order of their ids, with a known deviation and a surprise. */
    private static final List<Verdict> VERDICTS = List.of(
            judge(claim("toy.d-planned", new Claim.Status.Planned("it needs runs")), 0.001),
            judge(claim("toy.b-refuted", TESTED), 0.123456789),
            judge(claim("toy.a-upheld", TESTED), 0.0012345678),
            judge(deviating("toy.c-mixed", Verdict.Kind.MIXED), 0.001, 0.1));

    @Test
    void there_is_one_verdict_of_each_kind_here() {
        assertThat(VERDICTS).extracting(Verdict::kind).containsExactlyInAnyOrder(Verdict.Kind.values());
    }

    @Test
    void the_headline_counts_every_kind_and_names_the_surprises() {
        Headline headline = Headline.of(VERDICTS);

        assertThat(headline.counts()).isEqualTo("4 claims: 1 upheld, 1 refuted, 1 mixed, 1 not evaluated");
        assertThat(headline.surprises()).isEqualTo("1 is a known deviation; unexpected: toy.b-refuted.");
    }

    @Test
    void json_lists_every_claim_by_id() {
        JsonNode list = JsonMapper.shared().readTree(VerdictsJson.of(VERDICTS));

        assertThat(list.valueStream().map(entry -> entry.path("id").asString()))
                .containsExactly("toy.a-upheld", "toy.b-refuted", "toy.c-mixed", "toy.d-planned");
        assertThat(list.valueStream().map(entry -> entry.path("verdict").asString()))
                .containsExactly("upheld", "refuted", "mixed", "not evaluated");
        assertThat(list.valueStream().map(entry -> entry.path("expected").asBoolean()))
                .containsExactly(true, false, true, true);
        assertThat(list.path(2).path("known-deviation").path("because").asString())
                .isEqualTo("Our seed differs.");
    }

    @Test
    void json_gives_five_digits_of_every_measured_number_and_who_met_the_bound() {
        JsonNode measured =
                JsonMapper.shared().readTree(VerdictsJson.of(VERDICTS)).path(1).path("measured");

        assertThat(measured.path(0).path("quantities").path(0).path("value").decimalValue())
                .isEqualByComparingTo("0.12346");
        assertThat(measured.path(0).path("met").asBoolean()).isFalse();
    }

    @Test
    void every_kind_of_value_has_a_form_in_json() {
        Map<Value, String> expected = Map.of(
                new Value.Scalar(2.41234567e-7), "2.4123E-7",
                new Value.Scalar(-3e-17), "0",
                new Value.Scalar(12769), "12769",
                new Value.Count(433), "433",
                new Value.Frequencies(List.of(42, 14)), "[14,42]",
                new Value.Members(Map.of("cos.14", 0.93)), "{\"cos.14\":0.93}",
                new Value.Counts(new TreeMap<>(Map.of(14, 44))), "{\"14\":44}",
                new Value.Heads(List.of(Optional.of(new Value.Head(35, 0.5)), Optional.empty())),
                        "[{\"frequency\":35,\"fve\":0.5},null]",
                new Value.Undefined("0/0"), "{\"undefined\":\"0/0\"}",
                new Value.Unavailable("no split"), "{\"unavailable\":\"no split\"}");

        expected.forEach((value, json) ->
                assertThat(JsonValue.of(value).toString()).as("%s", value).isEqualTo(json));
        assertThat(expected.keySet().stream().map(Value::getClass).distinct())
                .hasSize(Value.class.getPermittedSubclasses().length);
    }

    @Test
    void markdown_has_a_row_and_a_detailed_entry_for_every_claim_whatever_the_verdict() {
        String page = VerdictsMarkdown.of(VERDICTS);

        assertThat(page)
                .contains("4 claims: 1 upheld, 1 refuted, 1 mixed, 1 not evaluated.")
                .contains("## Section 4.1")
                .contains("| [b-refuted](#toyb-refuted) | refuted (unexpected) | **0.12346** | loss.all <= 0.01 |")
                .contains("| [c-mixed](#toyc-mixed) | mixed (known deviation) | 0.001; **0.1** |")
                .contains("| [d-planned](#toyd-planned) | not evaluated | - |")
                .contains("### toy.a-upheld", "### toy.b-refuted", "### toy.c-mixed", "### toy.d-planned")
                .contains("- known deviation: mixed. Our seed differs.");
    }

    @Test
    void a_bar_in_a_text_does_not_break_a_table() {
        assertThat(VerdictsMarkdown.of(VERDICTS)).contains("The loss \\| is low.");
    }

    @Test
    void reports_do_not_depend_on_the_order_in_which_claims_were_judged() {
        List<Verdict> reversed = VERDICTS.stream()
                .sorted(Comparator.comparing(
                                (Verdict verdict) -> verdict.claim().id())
                        .reversed())
                .toList();

        assertThat(VerdictFiles.contents(results(reversed))).isEqualTo(VerdictFiles.contents(results(VERDICTS)));
    }

    @Test
    void files_are_stale_when_missing_or_different(@TempDir Path folder) throws IOException {
        assertThat(VerdictFiles.stale(folder, results(VERDICTS)))
                .containsExactly(
                        "lead-times.md",
                        "ro-crate-metadata.json",
                        "verdicts.json",
                        "verdicts.md",
                        "verdicts.schema.json");

        VerdictFiles.write(folder, results(VERDICTS));
        assertThat(VerdictFiles.stale(folder, results(VERDICTS))).isEmpty();

        Files.writeString(folder.resolve("verdicts.md"), "All is well.\n");
        assertThat(VerdictFiles.stale(folder, results(VERDICTS))).containsExactly("verdicts.md");
        assertThat(VerdictFiles.holding(folder, results(VERDICTS)))
                .containsExactly("lead-times.md", "ro-crate-metadata.json", "verdicts.json", "verdicts.schema.json");
    }

    @Test
    void sections_come_in_the_order_of_the_paper() {
        Stream<String> written = Stream.of("not in the text", "appendices C and D", "5.3 and appendix D.1", "4.1", "3");

        assertThat(written.map(VerdictReportsTest::in).map(Section::of).sorted().map(Section::title))
                .containsExactly("Section 3", "Section 4.1", "Section 5.3", "Appendix C", "Not in the text");
    }

    /** Section, then slide, then figure; a place without a number comes last. */
    @Test
    void claims_come_in_the_order_of_the_paper() {
        assertThat(Stream.of(
                                in("5", "text"),
                                in("5", "figure 7"),
                                in("5", "figure 7, slides 41 and 46"),
                                in("5", "figure 7, slide 9"),
                                in("4.1", "figure 20"),
                                in("5", "figure 6"))
                        .sorted(PaperOrder.OF_CLAIMS)
                        .map(claim ->
                                claim.where().section() + ": " + claim.where().source()))
                .containsExactly(
                        "4.1: figure 20",
                        "5: figure 7, slide 9",
                        "5: figure 7, slides 41 and 46",
                        "5: figure 6",
                        "5: figure 7",
                        "5: text");
    }

    private static Claim in(String section) {
        return in(section, "text");
    }

    private static Claim in(String section, String source) {
        Claim claim = claim("toy.a", TESTED);
        return new Claim(
                claim.id(),
                new Claim.Locus(section, source),
                claim.statement(),
                claim.reading(),
                claim.expect(),
                claim.requires(),
                claim.basis(),
                claim.scope(),
                new EvidenceRule.EveryRun(),
                claim.status(),
                claim.knownDeviation(),
                Map.of());
    }

    private static Results results(List<Verdict> verdicts) {
        Paper paper = new Paper(
                "A toy paper",
                List.of("A. Author"),
                "nowhere",
                "0000.00000",
                new Paper.Code("example.org/toy", "0"),
                new Paper.Slides(List.of(), 1));
        return new Results(paper, verdicts, List.of(), Map.of());
    }

    private static Verdict judge(Claim claim, double... losses) {
        List<Subject> runs = java.util.Arrays.stream(losses)
                .mapToObj(loss -> (Subject) new Run("run-" + loss, loss))
                .toList();
        return Judge.judge(claim, runs);
    }

    private static Claim claim(String id, Claim.Status status) {
        return ToyClaims.claim(id, status, Optional.empty());
    }

    private static Claim deviating(String id, Verdict.Kind kind) {
        return ToyClaims.claim(id, TESTED, Optional.of(new KnownDeviation(kind, "Our seed differs.")));
    }

    /** A run whose every quantity is its loss. */
    private record Run(String name, double loss) implements Subject {
        @Override
        public Value value(Measure measure) {
            return new Value.Scalar(loss);
        }
    }
}
