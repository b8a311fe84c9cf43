package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.TinyModels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where a probe has nothing to hold on to; what it finds elsewhere is held against the second program. */
class NeuronProbeTest {
    private static Value probe(double inputWeight) {
        Weights weights = TinyModels.random(7, TinyModels.SIZES, 31);
        double[] same = new double[weights.get(WeightName.W_IN).shape().count()];
        Arrays.fill(same, inputWeight);
        return ModelMeasure.PROBE_FVE.of(Measured.weights(TinyModels.with(weights, WeightName.W_IN, same), 1));
    }

    @Test
    void neurons_that_never_vary_tell_nothing() {
        assertThat(probe(0)).isEqualTo(new Value.Undefined("no neuron varies"));
    }

    @Test
    void neurons_whose_products_overflow_tell_nothing() {
        assertThat(probe(1e200))
                .isEqualTo(new Value.Undefined("the neurons are so large that their products overflow,"
                        + " or a side of the split is too small"));
    }
}
