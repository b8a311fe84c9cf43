package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.claim.Claim.Basis;
import io.github.grokcheck.claim.Claim.Locus;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Phase;
import io.github.grokcheck.measure.RunMeasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimCatalogueTest {
    private static final String GOOD = """
            id: toy.low-loss
            where: {section: "1", source: "figure 2"}
            statement: The trained model hardly ever errs.
            reading: >
              The loss over
              all pairs.
            measure: loss.all
            expect: {at-most: 0.01}
            requires:
              - {measure: loss.all, expect: {at-least: 0}}
            basis: chosen-before-measuring
            scope: every-grokked-run
            rule: every-run
            status: tested
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void schema_and_paper() throws IOException {
        Files.copy(Path.of("claims/claim.schema.json"), folder.resolve("claim.schema.json"));
        Files.copy(Path.of("claims/paper.schema.json"), folder.resolve("paper.schema.json"));
        Files.createDirectory(folder.resolve("toy"));
        Files.copy(Path.of("claims/nanda2023/paper.yaml"), folder.resolve("toy/paper.yaml"));
    }

    @Test
    void a_good_file_becomes_a_claim() throws IOException {
        ClaimCatalogue catalogue = loadWith(GOOD);
        Claim claim = catalogue.claim("toy.low-loss");
        assertThat(claim)
                .isEqualTo(new Claim(
                        "toy.low-loss",
                        new Locus("1", "figure 2"),
                        "The trained model hardly ever errs.",
                        "The loss over all pairs.",
                        new Condition(ModelMeasure.LOSS_ALL, Optional.empty(), new Expectation.AtMost(0.01)),
                        List.of(new Condition(ModelMeasure.LOSS_ALL, Optional.empty(), new Expectation.AtLeast(0))),
                        Basis.CHOSEN_BEFORE_MEASURING,
                        Scope.EVERY_GROKKED_RUN,
                        new EvidenceRule.EveryRun(),
                        new Claim.Status.Tested(),
                        Optional.empty(),
                        Map.of()));
        assertThat(catalogue.claims()).containsExactly(claim);
        assertThat(catalogue.fileOf(claim)).isEqualTo(folder.resolve("toy/low-loss.yaml"));
        assertThat(catalogue.paperOf(claim).authors()).hasSize(5).contains("Neel Nanda");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            expect: {at-most   | expects: {at-most  | 8  | key "expects" is not known here; did you mean "expect"?
            {at-most: 0.01}    | {atmost: 0.01}     | 8  | key "atmost" is not known here; did you mean "at-most"?
            expect: {at-least  | expects: {at-least | 10 | key "expects" is not known here; did you mean "expect"?
            source: "figure 2" | sauce: "figure 2"  | 2  | key "sauce" is not known here; did you mean "source"?
            , source: "figure 2"|                   | 2  | key "source" is missing in "where"
            basis: chosen-before-measuring |        | 1  | key "basis" is missing
            chosen-before-measuring | guess  | 11 | `"basis": "guess" is not known; known are stated-in-paper, chosen-before-measuring, chosen-after-measuring`
            at-most: 0.01      | at-most: low       | 8  | "expect.at-most": string found, number expected
            at-most: 0.01      | at-most: .nan      | 8  | "expect.at-most": unknown found, number expected
            section: "1"       | section: 1         | 2  | "where.section": integer found, string expected
            at-most: 0.01      | at-most: 1, at-least: 0 | 8 | "expect": must have at most 1 properties
            at-most: 0.01      |                    | 8  | "expect": must have at least 1 properties
            measure: loss.all$ | measure: loss.al   | 7  | measure "loss.al" is not known; did you mean "loss.all"?
            {measure: loss.all | {measure: los.all  | 10 | measure "los.all" is not known; did you mean "loss.all"?
            measure: loss.all$ | measure: x         | 7  | `measure "x" is not known; known are loss.all, `
            measure: loss.all$ | measure: loss.all[3] | 7 | loss.all has no members; write it without [3]
            measure: loss.all$ | measure: loss.all[3 | 7 | "loss.all[3" is no measure; write its id, or id[member]
            at-most: 0.01      | between: [6, 3]    | 8  | the lower bound comes first, as in [3, 6]
            at-most: 0.01      | between: [6]       | 8  | "expect.between": must have at least 2 items but found 1
            at-most: 0.01      | exactly: [3, 5]    | 8  | loss.all is one number; exactly takes one number here
            at-most: 0.01      | exactly: 0.5       | 8  | "expect.exactly": number found, [integer, array] expected
            at-most: 0.01      | above-uniform-loss: false | 8 | "expect.above-uniform-loss": must be the constant value 'true'
            at-most: 0.01      | at-most-times: {factor: 2, of: loss.al} | 8 | measure "loss.al" is not known; did you mean "loss.all"?
            at-most: 0.01      | at-most-times: {factor: 0, of: loss.all} | 8 | "expect.at-most-times.factor": must have an exclusive minimum value of 0
            at-most: 0.01      | at-most-times: {factor: 2, of: setup.p} | 8 | loss.all is in nats, but setup.p is in count; compare like with like
            at-most: 0.01      | later-by: {epochs: 9, than: loss.all} | 8 | loss.all is no epoch; later-by compares epochs
            every-grokked-run  | author-run         | 12 | "scope": "author-run" is not known; did you mean "authors-run"?
            every-grokked-run  | mathematics        | 12 | scope mathematics has no model to measure; use a mathematics.* measure
            rule: every-run    |                    | 1  | a claim about several runs names its rule: add rule: every-run, or another
            every-grokked-run  | authors-run        | 13 | only a claim about several runs has a rule
            rule: every-run    | rule: {at-least: {runs: 6, of: 5}} | 13 | asks for 6 runs of 5
            rule: every-run    | rule: most-runs    | 13 | "rule"
            status: tested     | status: testd      | 14 | "status": must be the constant value 'tested'
            status: tested     | status: {planned: soon} | 14 | "status.planned": must be at least 10 characters long
            id: toy.low-loss   | id: toy.lower-loss | 1  | id "toy.lower-loss" does not match the file's name; write "toy.low-loss" or rename it
            id: toy.low-loss   | id: low-loss       | 1  | "id": does not match the regex pattern ^[a-z0-9-]+\\.[a-z0-9-]+$
            """)
    void a_bad_file_gives_one_line_with_file_and_line(String good, String bad, int line, String message) {
        String edited = GOOD.replaceFirst("(?m)" + good.replace("{", "\\{"), bad == null ? "" : bad);
        assertThat(edited).isNotEqualTo(GOOD);
        assertRefused(edited, line, message);
    }

    @Test
    void a_member_must_be_one_that_the_measure_has() throws IOException {
        String heads = GOOD.replaceFirst("measure: loss.all\n", "measure: heads\n");
        assertRefused(heads, 7, "heads has several members; name one, for instance heads[0].frequency");
        String tail = GOOD.replaceFirst("measure: loss.all\n", "measure: heads[0].tail\n");
        assertRefused(tail, 7, "heads has no member \"0.tail\"; write it like heads[0].frequency");
        String direction = GOOD.replaceFirst("measure: loss.all\n", "measure: fve.neuron-directions[14]\n");
        assertRefused(
                direction,
                7,
                "fve.neuron-directions has no member \"14\"; write it like fve.neuron-directions[cos.14]");
    }

    @Test
    void members_are_read_in_brackets() throws IOException {
        ClaimCatalogue catalogue = loadWith(GOOD.replaceFirst("measure: loss.all\n", "measure: heads[0].fve\n"));
        assertThat(catalogue.claims().get(0).expect().member()).contains("0.fve");
        assertThat(catalogue.claims().get(0).expect().measure()).isEqualTo(ModelMeasure.HEADS);
    }

    @Test
    void a_quantity_in_brackets_is_a_measure_of_its_own() throws IOException {
        String followed = GOOD.replaceFirst("measure: loss.all\n", "measure: epochs.lead[gini.W_E]\n");
        assertThat(loadWith(followed).claims().get(0).expect().member()).contains("gini.W_E");
        assertRefused(
                followed.replace("gini.W_E", "gini.W_X"),
                7,
                "epochs.lead has no member \"gini.W_X\"; write it like epochs.lead[loss.test]");
    }

    @Test
    void a_bound_may_not_hang_on_a_value_with_members() {
        assertRefused(
                GOOD.replace("at-most: 0.01", "at-most-times: {factor: 1, of: loss.excluded.all.each}"),
                8,
                "loss.excluded.all.each is not one number; compare with a measure that is");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at-least: 1                        | AtLeast[bound=1.0]
            at-most: 1                         | AtMost[bound=1.0]
            between: [3, 3]                    | Between[low=3.0, high=3.0]
            between: [3, 6]                    | Between[low=3.0, high=6.0]
            close-to: {value: 3, tolerance: 0} | CloseTo[value=3.0, tolerance=0.0]
            exactly: 3                         | Exactly[frequencies=[3]]
            exactly: [3]                       | Exactly[frequencies=[3]]
            at-most-times: {factor: 2, of: loss.all} | AtMostTimes[factor=2.0, of=LOSS_ALL]
            at-least-times: {factor: 2, of: loss.all} | AtLeastTimes[factor=2.0, of=LOSS_ALL]
            above-uniform-loss: true           | AboveUniformLoss[]
            """)
    void every_kind_of_expectation_can_be_written(String written, String read) throws IOException {
        Claim claim = loadWith(GOOD.replace("at-most: 0.01", written)).claims().get(0);
        assertThat(claim.expect().expectation()).hasToString(read);
    }

    @Test
    void epochs_can_be_compared_with_epochs() throws IOException {
        Claim claim = loadWith(GOOD.replaceFirst("measure: loss.all\n", "measure: epoch.test-loss-below-1\n")
                        .replace("at-most: 0.01", "later-by: {epochs: 9, than: epoch.train-loss-below-0.01}"))
                .claims()
                .get(0);
        assertThat(claim.expect().expectation())
                .isEqualTo(new Expectation.LaterBy(9, RunMeasure.EPOCH_TRAIN_MEMORISED));
    }

    @Test
    void status_and_deviation_are_read_with_their_reasons() throws IOException {
        String planned = GOOD.replace("status: tested", "status: {planned: needs other runs}");
        assertThat(loadWith(planned).claims().get(0).status()).isEqualTo(new Claim.Status.Planned("needs other runs"));
        String untestable = GOOD.replace("status: tested", "status: {untestable: a statement of intent}");
        assertThat(loadWith(untestable).claims().get(0).status())
                .isEqualTo(new Claim.Status.Untestable("a statement of intent"));
        String deviation = GOOD + "known-deviation: {verdict: not-evaluated, because: nobody has tried}\n";
        assertThat(loadWith(deviation).claims().get(0).knownDeviation())
                .contains(new Claim.KnownDeviation(Verdict.Kind.NOT_EVALUATED, "nobody has tried"));
    }

    @Test
    void every_rule_over_runs_can_be_written() throws IOException {
        assertThat(loadWith(GOOD).claims().get(0).rule()).isEqualTo(new EvidenceRule.EveryRun());
        String atLeast = GOOD.replace("rule: every-run", "rule: {at-least: {runs: 5, of: 5}}");
        assertThat(loadWith(atLeast).claims().get(0).rule()).isEqualTo(new EvidenceRule.AtLeast(5, 5));
        String interval = GOOD.replace("rule: every-run", "rule: interval");
        assertThat(loadWith(interval).claims().get(0).rule()).isEqualTo(new EvidenceRule.Interval());
    }

    @Test
    void noise_is_a_share_or_a_distance_and_rounding_where_none_is_stated() throws IOException {
        assertThat(loadWith(GOOD).claims().get(0).noise()).isEqualTo(new Noise.Relative(1e-9));
        assertThat(loadWith(GOOD + "noise: {relative: 0.02}\n").claims().get(0).noise())
                .isEqualTo(new Noise.Relative(0.02));
        assertThat(loadWith(GOOD + "noise: {absolute: 0.001}\n").claims().get(0).noise())
                .isEqualTo(new Noise.Absolute(0.001));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {relativ: 0.1}              | key "relativ" is not known here; did you mean "relative"?
            {relative: -1}              | "noise.relative": must have a minimum value of 0
            {relative: 1}               | "noise.relative": must have an exclusive maximum value of 1
            {relative: 0.1, absolute: 1} | "noise": must have at most 1 properties
            {}                          | "noise": must have at least 1 properties
            {absolute: small}           | "noise.absolute": string found, number expected
            {absolute: .inf}            | "noise.absolute": unknown found, number expected
            """)
    void a_noise_that_means_nothing_is_refused(String noise, String message) {
        assertRefused(GOOD + "noise: " + noise + "\n", 15, message);
    }

    @Test
    void an_interval_needs_one_number_and_a_bound_that_is_a_number() {
        String interval = GOOD.replace("rule: every-run", "rule: interval");
        String message = "an interval needs one number for each run and a bound that is a number";
        assertRefused(
                interval.replace("expect: {at-most: 0.01}", "expect: {at-most-times: {factor: 2, of: loss.test}}"),
                13,
                message);
        assertRefused(interval.replaceFirst("measure: loss.all\n", "measure: alpha\n"), 13, message);
    }

    @Test
    void what_is_peculiar_on_a_control_is_read() throws IOException {
        assertThat(loadWith(GOOD + "controls: {ablated: refuted, epoch-0: upheld}\n")
                        .claims()
                        .get(0)
                        .controls())
                .isEqualTo(Map.of("ablated", Verdict.Kind.REFUTED, "epoch-0", Verdict.Kind.UPHELD));
    }

    @Test
    void a_claim_cannot_be_expected_to_be_upheld_and_deviate() {
        assertRefused(
                GOOD + "known-deviation: {verdict: upheld, because: nobody has tried}\n",
                15,
                "\"known-deviation.verdict\": \"upheld\" is not known; known are refuted, mixed, not-evaluated");
    }

    @Test
    void an_id_that_another_file_has_is_refused() throws IOException {
        write("toy/a-loss.yaml", GOOD.replace("toy.low-loss", "toy.a-loss"));
        assertRefused(
                GOOD.replace("toy.low-loss", "toy.a-loss"),
                1,
                "id \"toy.a-loss\" is taken by " + folder.resolve("toy/a-loss.yaml") + "; every claim has its own");
    }

    @Test
    void a_key_that_appears_twice_and_broken_yaml_are_refused() {
        assertRefused(GOOD + "status: tested\n", 15, "not usable YAML: Duplicate Object property \"status\"");
        assertRefused(
                GOOD.replace("{at-most: 0.01}", "{at-most: 0.01"),
                9,
                "not usable YAML: while parsing a flow mapping: expected ',' or '}'");
    }

    @Test
    void of_several_errors_the_first_in_the_file_is_named_wherever_the_schema_has_it() {
        String bad = GOOD.replace("chosen-before-measuring", "guess").replace("status: tested\n", "");
        assertRefused("status: testd\n" + bad, 1, "\"status\"");
        assertRefused(bad + "status: testd\n", 11, "\"basis\"");
    }

    @Test
    void an_error_in_the_first_line_names_it() {
        assertRefused("@", 1, "not usable YAML: while scanning for the next token");
    }

    @Test
    void an_empty_or_missing_folder_is_refused() throws IOException {
        assertLoadFails(folder + ": holds no claim; a claim is a file such as ");
        Files.delete(folder.resolve("toy/paper.yaml"));
        assertLoadFails(folder.resolve("toy/paper.yaml") + ": is missing; it says which paper");
        Files.delete(folder.resolve("claim.schema.json"));
        assertLoadFails(folder.resolve("claim.schema.json") + ": is no readable JSON Schema; restore it");
        assertThatThrownBy(() -> ClaimCatalogue.load(folder.resolve("none")))
                .isInstanceOf(ClaimException.class)
                .hasMessage(folder.resolve("none") + ": no such folder; check the path");
    }

    @Test
    void a_claim_about_a_sweep_names_its_runs_and_no_other_does() {
        String sweep = GOOD.replace("scope: every-grokked-run", "scope: sweep");
        assertRefused(
                sweep, 1, "a claim about a sweep names its runs: add runs: {weight-decay: [0]}, or other settings");
        assertRefused(GOOD + "runs: {seed: [1]}\n", 15, "only a claim of scope sweep chooses its runs");
        assertRefused(sweep + "runs: {dropout: [0.1]}\n", 15, "key \"dropout\" is not known here");
        String compared =
                sweep.replaceFirst("measure: loss.all", "measure: sweep.less-is-later[epoch.test-loss-below-1]");
        assertRefused(
                compared + "runs: {weight-decay: [1], seed: [0, 1]}\n",
                1,
                "a sweep measure compares runs: give one setting under runs several values");
    }

    @Test
    void runs_and_moments_are_read() throws IOException {
        Claim sweep = loadWith(GOOD.replace("scope: every-grokked-run", "scope: sweep")
                        + "runs: {weight-decay: [0.3, 1], seed: [0]}\nat: {epoch: 1400}\n")
                .claims()
                .get(0);
        assertThat(sweep.runs().settings())
                .containsEntry(RunSelection.Setting.WEIGHT_DECAY, List.of(0.3, 1.0))
                .containsEntry(RunSelection.Setting.SEED, List.of(0.0));
        assertThat(sweep.runs().varied()).contains(RunSelection.Setting.WEIGHT_DECAY);
        assertThat(sweep.at()).isEqualTo(new Moment.Epoch(1400));
        assertThat(sweep.followsTheRun()).isTrue();
        Claim phase =
                loadWith(GOOD + "at: {end-of: circuit-formation}\n").claims().get(0);
        assertThat(phase.at()).isEqualTo(new Moment.EndOf(Phase.CIRCUIT_FORMATION));
        Claim last = loadWith(GOOD).claims().get(0);
        assertThat(last.at()).isEqualTo(new Moment.Last());
        assertThat(last.runs()).isEqualTo(RunSelection.MAINLINE);
        assertThat(last.followsTheRun()).isFalse();
        Claim course = loadWith(GOOD.replaceFirst("measure: loss.all\n", "measure: epoch.cleanup-begins\n"))
                .claims()
                .get(0);
        assertThat(course.followsTheRun()).isTrue();
    }

    @Test
    void no_file_is_passed_over_in_silence() throws IOException {
        write("toy/low-loss.yaml", "");
        assertLoadFails(folder.resolve("toy/low-loss.yaml") + ": is empty; write it or delete it");
        Files.delete(folder.resolve("toy/low-loss.yaml"));
        write("toy/low-loss.yml", GOOD);
        assertLoadFails(folder.resolve("toy/low-loss.yml") + ": is no claim file; claims are files that end in .yaml");
        Files.delete(folder.resolve("toy/low-loss.yml"));
        write("low-loss.yaml", GOOD);
        assertLoadFails(folder.resolve("low-loss.yaml") + ": is in no paper's folder; move it into one");
    }

    @Test
    void what_editors_and_desktops_hide_is_passed_over() throws IOException {
        write(".directory", "");
        write("toy/.low-loss.yaml.swp", "");
        assertThat(loadWith(GOOD).claims()).hasSize(1);
    }

    @Test
    void a_citation_with_an_unknown_key_is_refused() throws IOException {
        Path citation = folder.resolve("toy/paper.yaml");
        Files.writeString(citation, Files.readString(citation).replace("venue:", "venu:"));
        assertLoadFails(citation + ":3: key \"venu\" is not known here; did you mean \"venue\"?");
    }

    @Test
    void an_unknown_id_gives_the_nearest_one() throws IOException {
        ClaimCatalogue catalogue = loadWith(GOOD);
        assertThatThrownBy(() -> catalogue.claim("toy.lowloss"))
                .isInstanceOf(ClaimException.class)
                .hasMessage("claim \"toy.lowloss\" is not known; did you mean \"toy.low-loss\"?");
    }

    private void assertRefused(String claim, int line, String message) {
        assertThatThrownBy(() -> loadWith(claim))
                .isInstanceOf(ClaimException.class)
                .hasMessageStartingWith(folder.resolve("toy/low-loss.yaml") + ":" + line + ": " + message)
                .message()
                .hasLineCount(1);
    }

    private void assertLoadFails(String message) {
        assertThatThrownBy(() -> ClaimCatalogue.load(folder))
                .isInstanceOf(ClaimException.class)
                .hasMessageStartingWith(message)
                .message()
                .hasLineCount(1);
    }

    private ClaimCatalogue loadWith(String claim) throws IOException {
        write("toy/low-loss.yaml", claim);
        return ClaimCatalogue.load(folder);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
