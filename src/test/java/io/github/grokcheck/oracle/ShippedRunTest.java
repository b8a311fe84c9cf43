package io.github.grokcheck.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped run's start against numbers of others. Oracle: an independent NumPy emulation of seed 0's initial weights,
 * which agrees with the first points of the authors' figure 7.
 */
class ShippedRunTest {
    @ParameterizedTest
    @CsvSource({
        "RESTRICTED_ALL, 4.75526",
        "RESTRICTED_TRAIN, 4.75180",
        "EXCLUDED_TRAIN, 4.75522",
        "LOSS_TRAIN, 4.75524",
        "SUM_OF_SQUARES, 1783.378"
    })
    void epoch_0_seen_at_the_papers_key_frequencies(ModelMeasure measure, double expected) {
        RecordedRun run = RecordedRun.open(Path.of("fixtures/runs/mainline-seed0"));
        Weights weights = run.checkpoint(0).weights();
        MeasuredModel model = new MeasuredModel(
                weights,
                Optional.of(Split.random(new ModularAddition(weights.p()), 0.3, 0)),
                Optional.of(Stream.of(14, 35, 41, 42, 52)
                        .map(k -> new Frequency(k, weights.p()))
                        .toList()));
        double measured = ((Value.Scalar) measure.of(model)).x();
        assertThat(measured).isCloseTo(expected, within(expected * 2e-6));
    }

    /** The paper's four rules for key frequencies, between which its text does not choose, agree on every shipped run. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void all_rules_for_key_frequencies_agree(int seed) {
        Weights weights = RecordedRun.open(Path.of("fixtures/runs/mainline-seed" + seed))
                .last()
                .weights();
        MeasuredModel model = new MeasuredModel(weights, Optional.empty(), Optional.empty());
        assertThat(Stream.of(KeyRule.values()).map(rule -> rule.keys(model))).allMatch(model.ownKeys()::equals);
    }
}
