package io.github.grokcheck.calibration;

import static io.github.grokcheck.calibration.PlantedCircuit.KEYS;
import static io.github.grokcheck.calibration.PlantedCircuit.OTHER;
import static io.github.grokcheck.calibration.PlantedCircuit.P;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.calibration.PlantedCircuit.Design;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures of the planted circuit against their closed forms. Every wave has mean square 1/2 over the numbers, and waves
 * of different frequencies are orthogonal; so the mean square of the logits, less their mean, is
 *
 * <pre>
 *   V = 5α²/2 + αη/p + 5β²/2 + ν²/4 + η²/(2p) + κ²/p·(1 − 1/p)
 * </pre>
 *
 * where αη/p is the overlap of the fault at class 0 with the cosine of its frequency.
 */
class PlantedCircuitTest {
    private static final Design SOUND = Design.SOUND;
    private static final double ALPHA = SOUND.alphas()[0];
    private static final double BETA = SOUND.beta();
    private static final double NU = SOUND.nu();
    private static final double ETA = SOUND.eta();
    private static final double KAPPA = SOUND.kappa();
    private static final double EPSILON = SOUND.epsilon();
    private static final double ROUNDING = 1e-9;
    private static final MeasuredModel MODEL =
            new MeasuredModel(PlantedCircuit.weights(SOUND), Optional.empty(), Optional.empty());
    private static final int FAULTY = KEYS.get(0);

    private static double scalar(ModelMeasure measure) {
        return ((Value.Scalar) measure.of(MODEL)).x();
    }

    /** Mean square of the logits less their mean. */
    private static double variance(double nu) {
        return 5 * ALPHA * ALPHA / 2
                + ALPHA * ETA / P
                + 5 * BETA * BETA / 2
                + nu * nu / 4
                + ETA * ETA / (2 * P)
                + KAPPA * KAPPA / P * (1 - 1.0 / P);
    }

    /** What the fault adds to the weight of its frequency's cosine. */
    private static double alpha(int k) {
        return k == FAULTY ? ALPHA + ETA / P : ALPHA;
    }

    @Test
    void the_logits_are_the_formulas() {
        Tensor logits = MODEL.activations().logits();
        for (int row = 0; row < P * P; row += 7) {
            for (int c = 0; c < P; c++) {
                assertThat(logits.at(row, c)).isCloseTo(SOUND.logit(row / P, row % P, c), within(1e-10));
            }
        }
    }

    /** However it is wired: what is wrong inside must not be seen in the answers. */
    @ParameterizedTest
    @MethodSource("otherDesigns")
    void the_logits_of_every_design_are_the_formulas(Design design) {
        Tensor logits = new MeasuredModel(PlantedCircuit.weights(design), Optional.empty(), Optional.empty())
                .activations()
                .logits();
        for (int row = 0; row < P * P; row += 7) {
            for (int c = 0; c < P; c++) {
                assertThat(logits.at(row, c)).isCloseTo(design.logit(row / P, row % P, c), within(1e-8));
            }
        }
    }

    private static List<Design> otherDesigns() {
        return List.of(Design.HIDDEN_FREQUENCY, Design.FAULTY);
    }

    @Test
    void key_frequencies_are_the_planted_ones() {
        assertThat(ModelMeasure.W_L_KEY_FREQUENCIES.of(MODEL)).isEqualTo(new Value.Frequencies(KEYS));
        assertThat(ModelMeasure.W_E_PROMINENT_FREQUENCIES.of(MODEL)).isEqualTo(new Value.Frequencies(KEYS));
    }

    @Test
    void alpha_is_the_planted_amplitude_and_the_faults_share() {
        Value.Members members = (Value.Members) ModelMeasure.ALPHA.of(MODEL);
        KEYS.forEach(k -> assertThat(members.byName().get(Integer.toString(k))).isCloseTo(alpha(k), within(ROUNDING)));
    }

    @Test
    void explained_variance_of_the_cosines_is_analytic_for_any_noise() {
        double squares = KEYS.stream().mapToDouble(k -> alpha(k) * alpha(k)).sum();
        for (double nu : new double[] {0, NU, 7}) {
            MeasuredModel noisy = new MeasuredModel(
                    PlantedCircuit.weights(SOUND.withNu(nu)), Optional.empty(), Optional.of(MODEL.keys()));
            assertThat(((Value.Scalar) ModelMeasure.COSINE_SUM_FVE.of(noisy)).x())
                    .isCloseTo(squares / 2 / variance(nu), within(ROUNDING));
        }
    }

    /** Σ over the blocks: the cosines, and the fault, which lies in its key's block; κ is the constant (0, 0). */
    @Test
    void energy_in_the_blocks_is_analytic() {
        double inBlocks = 5 * ALPHA * ALPHA / 2 + ALPHA * ETA / P + ETA * ETA / (2 * P);
        double outside = 5 * BETA * BETA / 2 + NU * NU / 4;
        assertThat(scalar(ModelMeasure.BLOCK_ENERGY_SHARE))
                .isCloseTo(inBlocks / (inBlocks + outside), within(ROUNDING));
    }

    /** A key's four components have energy α²/8 of the mean square each, each of its two in a or b alone β²/4. */
    @Test
    void the_gap_after_twenty_components_is_analytic() {
        assertThat(scalar(ModelMeasure.COMPONENT_GAP)).isCloseTo(ALPHA / (BETA * Math.sqrt(2)), within(ROUNDING));
    }

    @Test
    void losses_of_the_ablated_logits_are_those_of_the_formula_without_its_terms() {
        assertThat(scalar(ModelMeasure.LOSS_ALL)).isCloseTo(loss(ALPHA, BETA, NU, ETA, KAPPA), relative());
        assertThat(scalar(ModelMeasure.RESTRICTED_ALL)).isCloseTo(loss(ALPHA, 0, 0, ETA, KAPPA), relative());
        assertThat(scalar(ModelMeasure.RESTRICTED_WITHOUT_CONSTANT)).isCloseTo(loss(ALPHA, 0, 0, ETA, 0), relative());
        assertThat(scalar(ModelMeasure.RESTRICTED_TWENTY_TERMS)).isCloseTo(loss(ALPHA, 0, 0, ETA, KAPPA), relative());
        assertThat(scalar(ModelMeasure.KEY_BLOCKS)).isCloseTo(loss(ALPHA, BETA, 0, ETA, KAPPA), relative());
        assertThat(((Value.Members) ModelMeasure.EXCLUDED_ALL_OTHERS.of(MODEL))
                        .byName()
                        .get("" + OTHER))
                .isCloseTo(loss(ALPHA, BETA, 0, ETA, KAPPA), relative());
    }

    private static Percentage relative() {
        return Percentage.withPercentage(1e-7);
    }

    /** The mean of log Σ exp over all pairs, by the formula; sums from the smallest up. */
    private static double loss(double alpha, double beta, double nu, double eta, double kappa) {
        return IntStream.range(0, P * P)
                .mapToDouble(row -> {
                    int a = row / P;
                    int b = row % P;
                    double right = logit(alpha, beta, nu, eta, kappa, a, b, (a + b) % P);
                    return Math.log1p(IntStream.range(0, P)
                            .filter(c -> c != (a + b) % P)
                            .mapToDouble(c -> Math.exp(logit(alpha, beta, nu, eta, kappa, a, b, c) - right))
                            .sorted()
                            .sum());
                })
                .average()
                .orElseThrow();
    }

    private static double logit(double alpha, double beta, double nu, double eta, double kappa, int a, int b, int c) {
        IntUnaryOperator reduced = x -> Math.floorMod(x, P);
        double sum = nu * cos(reduced.applyAsInt(OTHER * (a + b))) * cos(FAULTY * c % P)
                + (c == 0 ? eta * cos(FAULTY * (a + b) % P) - kappa : 0);
        for (int k : KEYS) {
            sum += alpha * cos(reduced.applyAsInt(k * (a + b - c)))
                    + beta * (cos(k * a % P) + cos(k * b % P)) * cos(k * c % P);
        }
        return sum;
    }

    private static double cos(int turns) {
        return Math.cos(2 * Math.PI * turns / P);
    }

    /** t = (α + fault) cos w_k(a + b) + β(cos w_k a + cos w_k b) along a cosine; α sin w_k(a + b) along a sine. */
    @Test
    void directions_of_the_keys_carry_their_waves_to_an_analytic_share() {
        Value.Members members = (Value.Members) ModelMeasure.DIRECTIONS_FVE.of(MODEL);
        for (int k : KEYS.subList(1, KEYS.size())) {
            assertThat(members.byName().get("cos." + k))
                    .isCloseTo(ALPHA * ALPHA / (ALPHA * ALPHA + 2 * BETA * BETA), within(2e-3));
        }
    }

    @Test
    void neurons_built_for_a_key_belong_to_it_and_no_other_neuron_to_anything() {
        Value.Counts clusters = (Value.Counts) ModelMeasure.NEURON_CLUSTERS.of(MODEL);
        assertThat(clusters.byFrequency())
                .containsOnlyKeys(KEYS)
                .allSatisfy((k, n) -> assertThat(n).isEqualTo(SOUND.neuronsPerKey()));
    }

    @Test
    void polynomials_of_the_neurons_are_the_neurons() {
        assertThat(scalar(ModelMeasure.NEURONS_AS_POLYNOMIALS)).isCloseTo(scalar(ModelMeasure.LOSS_ALL), relative());
    }

    /** Ten norms √(p/2) and one hundred and three of ε: each key's cosine and sine, and the one-hot tokens. */
    @Test
    void sparsity_of_the_embedding_is_analytic() {
        double large = Math.hypot(Math.sqrt(P / 2.0), EPSILON);
        double total = 10 * large + 103 * EPSILON;
        double weighted = 0;
        for (int i = 1; i <= P; i++) {
            weighted += (i <= 103 ? EPSILON : large) / total * (P - i + 0.5) / P;
        }
        assertThat(scalar(ModelMeasure.W_E_GINI)).isCloseTo(1 - 2 * weighted, within(ROUNDING));
    }

    @Test
    void parts_that_do_nothing_cost_nothing() {
        for (ModelMeasure measure : List.of(
                ModelMeasure.MLP_SKIP_ZERO,
                ModelMeasure.MLP_SKIP_MEAN,
                ModelMeasure.ATTENTION_WITHOUT_EQUALS,
                ModelMeasure.MLP_ON_DIRECTIONS)) {
            assertThat(scalar(measure))
                    .as(measure.id())
                    .isCloseTo(
                            scalar(ModelMeasure.LOSS_ALL),
                            Percentage.withPercentage(measure == ModelMeasure.MLP_ON_DIRECTIONS ? 10 : 1e-7));
        }
        assertThat(((Value.Members) ModelMeasure.ATTENTION_TO_EQUALS.of(MODEL)).byName())
                .allSatisfy((head, attention) -> assertThat(attention).isZero());
    }
}
