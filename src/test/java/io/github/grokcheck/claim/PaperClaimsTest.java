package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperClaimsTest {
    private final ClaimCatalogue catalogue = ClaimCatalogue.load(Path.of("claims"));

    @Test
    void every_claim_file_of_the_paper_is_read() {
        assertThat(catalogue.claims())
                .hasSizeGreaterThanOrEqualTo(80)
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
        assertThat(catalogue.claims())
                .allSatisfy(claim -> assertThat(catalogue.fileOf(claim))
                        .isEqualTo(Path.of("claims", "nanda2023", claim.name() + ".yaml")));
    }

    @Test
    void the_paper_is_cited() {
        Paper paper = catalogue.paperOf(catalogue.claim("nanda2023.mlp-off-directions"));
        assertThat(paper.arxiv()).isEqualTo("2301.05217");
        assertThat(paper.authors()).hasSize(5);
        assertThat(paper.slides().count()).isEqualTo(53);
        assertThat(paper.code().commit()).isEqualTo("23d2c64");
    }

    @Test
    void the_mathematics_holds() {
        List<Claim> mathematics = catalogue.claims().stream()
                .filter(claim -> claim.scope() == Scope.MATHEMATICS)
                .toList();
        assertThat(mathematics)
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(claim -> assertThat(Judge.judge(claim, List.of(new MathematicsSubject(113))))
                        .isInstanceOf(Verdict.Upheld.class));
    }

    @Test
    void the_mathematics_of_another_modulus_has_other_numbers() {
        assertThat(Judge.judge(catalogue.claim("nanda2023.uniform-loss"), List.of(new MathematicsSubject(109))))
                .isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void one_changed_bound_changes_exactly_one_verdict(@TempDir Path folder) throws IOException {
        copy(Path.of("claims"), folder);
        Path file = folder.resolve("nanda2023/uniform-loss.yaml");
        Files.writeString(file, Files.readString(file).replace("value: 4.7274", "value: 4.73"));
        Map<String, Verdict.Kind> before = verdicts(catalogue);
        Map<String, Verdict.Kind> after = verdicts(ClaimCatalogue.load(folder));
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet().stream().filter(id -> after.get(id) != before.get(id)))
                .containsExactly("nanda2023.uniform-loss");
    }

    private static Map<String, Verdict.Kind> verdicts(ClaimCatalogue catalogue) {
        return catalogue.claims().stream()
                .collect(Collectors.toMap(
                        Claim::id,
                        claim -> Judge.judge(claim, List.of(new MathematicsSubject(113)))
                                .kind()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void statement_and_reading_are_sentences_and_a_deviation_has_a_reason() {
        assertThat(catalogue.claims()).allSatisfy(claim -> {
            assertThat(claim.statement()).endsWith(".").doesNotContain("\n");
            assertThat(claim.reading()).endsWith(".").doesNotContain("\n");
            assertThat(claim.knownDeviation().map(KnownDeviation::because).orElse("."))
                    .endsWith(".");
        });
    }

    @Test
    void every_kind_of_member_is_known_of_the_measures_that_have_it() {
        assertThat(Measure.all().stream().filter(measure -> Member.of(measure) != Member.NONE))
                .extracting(Measure::id)
                .containsExactlyInAnyOrder(
                        "fve.neuron-directions",
                        "fve.neuron-probe",
                        "alpha",
                        "loss.excluded.train.each",
                        "loss.excluded.all.each",
                        "loss.excluded.all.others",
                        "neurons.clusters",
                        "W_L.cluster-purity",
                        "attention.to-equals",
                        "heads",
                        "heads.scores",
                        "weights.sum-of-squares.each",
                        "trend.memorisation.low",
                        "trend.memorisation.high",
                        "trend.circuit-formation.low",
                        "trend.circuit-formation.high",
                        "trend.cleanup.low",
                        "trend.cleanup.high",
                        "monotonicity.circuit-formation",
                        "sharpness.cleanup",
                        "steepest-step.relative",
                        "epochs.lead",
                        "epochs.to-inflection-of-weights",
                        "curves.distance-from-published",
                        "sweep.less-is-later",
                        "sweep.largest-ratio",
                        "sweep.distance-from-published");
        assertThat(Arrays.stream(Value.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .contains("Members", "Counts", "Heads");
    }
}
