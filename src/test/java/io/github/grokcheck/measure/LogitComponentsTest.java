package io.github.grokcheck.measure;

import static io.github.grokcheck.measure.Measured.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.support.PlantedModel;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A sum of cosines fills each frequency's 2 × 2 block with four equal components, in proportion to its α. */
class LogitComponentsTest {
    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final int P = 7;

    private static MeasuredModel cosines(int... keys) {
        return Measured.logits(PlantedModel.cosineLogits(P, 0, 2, 1, 6), keys);
    }

    @Test
    void the_gap_after_four_components_a_key_is_the_ratio_of_the_coefficients() {
        assertThat(number(ModelMeasure.COMPONENT_GAP, cosines(3))).isCloseTo(3, ROUNDING);
        assertThat(number(ModelMeasure.COMPONENT_GAP, cosines(1, 3))).isCloseTo(2, ROUNDING);
    }

    /** The gap is taken after the largest components, whichever frequencies the keys are. */
    @Test
    void the_gap_goes_by_size_and_not_by_frequency() {
        assertThat(number(ModelMeasure.COMPONENT_GAP, cosines(2))).isCloseTo(3, ROUNDING);
    }

    @Test
    void the_share_goes_by_frequency_and_counts_squares() {
        assertThat(number(ModelMeasure.BLOCK_ENERGY_SHARE, cosines(3))).isCloseTo(36.0 / 41, ROUNDING);
        assertThat(number(ModelMeasure.BLOCK_ENERGY_SHARE, cosines(1, 2, 3))).isCloseTo(1, ROUNDING);
    }

    /** The constant is left out of both; a wave in a alone lies outside the 2 × 2 block. */
    @Test
    void the_block_has_four_components_and_no_constant() {
        MeasuredModel model = Measured.logits(
                PlantedModel.logits(
                        P, (a, b, c) -> 100 + Math.cos(2 * Math.PI * (a + b) / P) + 2 * Math.cos(2 * Math.PI * a / P)),
                1);

        assertThat(number(ModelMeasure.BLOCK_ENERGY_SHARE, model)).isCloseTo(1.0 / 5, ROUNDING);
    }

    @Test
    void without_a_key_there_is_no_gap() {
        MeasuredModel flat = Measured.logits(PlantedModel.logits(P, (a, b, c) -> 0));

        assertThat(ModelMeasure.COMPONENT_GAP.of(flat)).isEqualTo(new Value.Undefined("there is no key frequency"));
        assertThat(ModelMeasure.BLOCK_ENERGY_SHARE.of(flat))
                .isEqualTo(new Value.Undefined("the logits do not depend on the pair"));
    }
}
