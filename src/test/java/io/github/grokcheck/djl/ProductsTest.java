package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Recipes;
import org.junit.jupiter.api.Test;

class ProductsTest {
    private static final Architecture SIZES = Recipes.find("mainline").architecture();

    /**
     * Of 3,832 examples: three products between 512 neurons and 114 logits, one back to 128 values, and 0.238 GFLOP that no
     * example changes.
     */
    @Test
    void of_a_step() {
        double ofExamples = 3 * 2e-9 * 3_832 * 512 * 114;
        double ofValues = 2e-9 * 3_832 * 128 * 626;
        assertThat(Products.ofStep(113, SIZES, 958).gigaOperations(4))
                .isCloseTo(ofExamples + ofValues + 0.238, within(0.0005));
    }

    /** Twice as many again: each example's values to and from 626 outputs, and gathered by its two numbers. */
    @Test
    void of_a_dense_gradient() {
        double ofExamples = 3 * 2e-9 * 3_832 * 512 * 114;
        double ofValues = 2e-9 * 3_832 * 128 * (3 * 626 + 2 * 113);
        assertThat(Products.ofDensePlan(113, SIZES, 958).gigaOperations(4))
                .isCloseTo(ofExamples + ofValues, within(0.2));
    }
}
