package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Recipes;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProductsTest {
    private static final Architecture SIZES = Recipes.find("mainline").architecture();
    private static final Offset<Double> ROUNDING = within(1e-9);

    /** Of 3,832 examples: three products between 512 neurons and 114 logits, whatever else a gradient multiplies. */
    private static final double OF_EXAMPLES = 3.0 * 3_832 * 512 * 114;

    /** Of 227 tokens: three products between stream and values, likewise. */
    private static final double OF_TOKENS = 3.0 * 227 * 128 * 128;

    /** Of W_U and W_out: their product and two gradients. */
    private static final double OF_NEURONS_TO_LOGITS = 3.0 * 512 * 128 * 114;

    @Test
    void of_a_step() {
        double merged = 3.0 * 128 * 128 * 626;
        double effects = 4 * 3.0 * 227 * 32 * 626;
        assertThat(Products.ofStep(113, SIZES, 958).gigaOperations(4))
                .isCloseTo(giga(OF_EXAMPLES + OF_TOKENS + OF_NEURONS_TO_LOGITS + merged + effects), ROUNDING);
    }

    @Test
    void of_a_dense_gradient() {
        double throughValues = 3.0 * 3_832 * 128 * 626;
        double gathered = 2.0 * 113 * 3_832 * 128;
        double merged = 3.0 * 128 * 128 * (512 + 114);
        assertThat(Products.ofDensePlan(113, SIZES, 958).gigaOperations(4))
                .isCloseTo(
                        giga(OF_EXAMPLES + OF_TOKENS + OF_NEURONS_TO_LOGITS + throughValues + gathered + merged),
                        ROUNDING);
    }

    /** A multiplication and an addition each, in 10⁹. */
    private static double giga(double multiplications) {
        return 2e-9 * multiplications;
    }
}
