package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.Claim.Status;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded run before training, and when it has memorised but not grokked. */
class UnlearntCheckpointTest {
    private static final RecordedRun RUN = RecordedRun.open(Path.of("fixtures/runs/mainline-seed0"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1400})
    void no_claim_about_a_grokked_model_is_upheld(int epoch) {
        Subject subject = new CheckpointSubject(
                "epoch-" + epoch, RUN.checkpoint(epoch).weights(), Optional.of(split(RUN.experiment())));
        List<Verdict> verdicts = ClaimCatalogue.load(Path.of("claims")).claims().stream()
                .filter(claim -> claim.status() instanceof Status.Tested && claim.scope() != Scope.MATHEMATICS)
                .filter(claim -> claim.expect().measure() instanceof ModelMeasure)
                .filter(claim -> claim.expect().measure() != ModelMeasure.ACCURACY_TRAIN)
                .map(claim -> Judge.judge(claim, List.of(subject)))
                .toList();
        assertThat(verdicts)
                .hasSizeGreaterThan(40)
                .allSatisfy(verdict ->
                        assertThat(verdict.kind()).as(verdict.explain()).isEqualTo(Verdict.Kind.REFUTED));
    }

    private static Split split(Experiment recipe) {
        return Split.random(
                new ModularAddition(recipe.task().p()),
                recipe.task().trainFraction(),
                recipe.seeds().split());
    }
}
