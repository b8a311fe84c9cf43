package io.github.grokcheck.calibration;

import static io.github.grokcheck.model.WeightName.B_IN;
import static io.github.grokcheck.model.WeightName.B_OUT;
import static io.github.grokcheck.model.WeightName.W_E;
import static io.github.grokcheck.model.WeightName.W_IN;
import static io.github.grokcheck.model.WeightName.W_K;
import static io.github.grokcheck.model.WeightName.W_O;
import static io.github.grokcheck.model.WeightName.W_OUT;
import static io.github.grokcheck.model.WeightName.W_POS;
import static io.github.grokcheck.model.WeightName.W_Q;
import static io.github.grokcheck.model.WeightName.W_U;
import static io.github.grokcheck.model.WeightName.W_V;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Waves;
import io.github.grokcheck.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Weights written by hand that add modulo p by cosines, and of which everything is known. With s = a + b, w_k = 2πk/p and
 * K the key frequencies, the logits are
 *
 * <pre>
 *   L[a, b, c] =   α Σ_{k∈K} cos w_k(s − c)                              the algorithm
 *                + β Σ_{k∈K} (cos w_k a + cos w_k b) · cos w_k c          what a pair adds besides, in the keys
 *                + ν cos w_j s · cos w_m c,  j no key, m a key            what it adds in another frequency
 *                + (η cos w_m s − κ) · [c = 0]                            a fault, and the constant that eases it
 * </pre>
 *
 * <p>How: heads 0 and 1 copy a and b. Neurons relu(s − i) for i from the middle of s's range upwards and relu(i − s) from
 * there downwards, beside one that is always 1, give any function of s exactly, read by its differences. 88 neurons a key are relu(2 ± (cos w_k a +
 * cos w_k b)), never silent, so polynomials of their frequency; read with opposite signs they leave β's term alone. Heads
 * 2 and 3 look around by cosines and add nothing. W_E holds cos and sin of the keys with amplitude 1 beside one-hot tokens
 * of amplitude ε.
 */
public final class PlantedCircuit {
    /** p. */
    public static final int P = 113;
    /** K; chosen with equally strong rows of W_L, and so that the cosines' sum at a wrong class is small. */
    public static final List<Integer> KEYS = List.of(41, 43, 44, 49, 53);
    /** j. */
    public static final int OTHER = 20;
    /** α: with it loss and margin are those of a trained model. */
    public static final double ALPHA = 6.6;
    /** β. */
    public static final double BETA = 0.7;
    /** η. */
    public static final double ETA = 3;
    /** κ. */
    public static final double KAPPA = 1.5;
    /** ε. */
    public static final double EPSILON = 0.01;
    /** Neurons for each key that follow it alone. */
    public static final int NEURONS_PER_KEY = 88;

    private static final int LARGEST_SUM = 2 * (P - 1);
    private static final int MIDDLE = P - 1;
    /** One that is always 1, a ramp upwards for each sum from the middle on, one downwards for each up to it. */
    private static final int SUMS = 1 + LARGEST_SUM;

    private static final int HEADS = 4;
    private static final int NEURONS = SUMS + NEURONS_PER_KEY * KEYS.size();
    /** Where the residual stream keeps what: one-hot token, position, waves of the keys, copies of a and b, logits. */
    private static final int TOKEN = 0;

    private static final int POSITION = P;
    private static final int WAVE = POSITION + 3;
    private static final int COPY_OF_A = WAVE + 2 * KEYS.size();
    private static final int COPY_OF_B = COPY_OF_A + P;
    private static final int LOGIT = COPY_OF_B + P;
    private static final int D_MODEL = LOGIT + P;
    /** Differences of scores beyond this leave an attention of exactly 0. */
    private static final double DECISIVE = 800;

    private final Waves waves = Waves.exact(P);
    private final Architecture sizes = new Architecture(D_MODEL, HEADS, P, NEURONS);
    private final Map<WeightName, double[]> values = new EnumMap<>(WeightName.class);
    private final double nu;

    private PlantedCircuit(double nu) {
        this.nu = nu;
        embed();
        attend();
        activate();
        readOut();
    }

    /**
     * The weights.
     *
     * @param nu ν, in logits
     */
    public static Weights weights(double nu) {
        PlantedCircuit circuit = new PlantedCircuit(nu);
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        circuit.values.forEach((name, array) -> tensors.put(name, Tensor.of(name.shape(P, circuit.sizes), array)));
        return new Weights(tensors);
    }

    /** The logit of class c for the pair (a, b), by the formula above. */
    public static double logit(double nu, int a, int b, int c) {
        return new Formula(nu).of(a, b, c);
    }

    /** The formula, apart from the weights. */
    private record Formula(double nu) {
        private static final Waves WAVES = Waves.exact(P);

        double of(int a, int b, int c) {
            double sum = ofSum(a + b, c) + constant(c);
            for (int k : KEYS) {
                sum += BETA * (WAVES.cos(k * a) + WAVES.cos(k * b)) * WAVES.cos(k * c);
            }
            return sum;
        }

        /** The terms that depend on a + b alone. */
        double ofSum(int s, int c) {
            double cosines =
                    KEYS.stream().mapToDouble(k -> WAVES.cos(k * (s - c))).sum();
            return ALPHA * cosines
                    + nu * WAVES.cos(OTHER * s) * WAVES.cos(KEYS.get(0) * c)
                    + (c == 0 ? ETA * WAVES.cos(KEYS.get(0) * s) : 0);
        }

        static double constant(int c) {
            return c == 0 ? -KAPPA : 0;
        }
    }

    private void embed() {
        for (int token = 0; token < P; token++) {
            set(W_E, (TOKEN + token) * (P + 1) + token, EPSILON);
            for (int i = 0; i < KEYS.size(); i++) {
                set(W_E, (WAVE + 2 * i) * (P + 1) + token, waves.cos(KEYS.get(i) * token));
                set(W_E, (WAVE + 2 * i + 1) * (P + 1) + token, waves.sin(KEYS.get(i) * token));
            }
            set(W_U, (LOGIT + token) * (P + 1) + token, 1);
        }
        for (int position = 0; position < 3; position++) {
            set(W_POS, position * D_MODEL + POSITION + position, 1);
        }
    }

    private void attend() {
        for (int head = 0; head < HEADS; head++) {
            int firstRow = head * P * D_MODEL;
            set(W_Q, firstRow + POSITION + 2, Math.sqrt(P));
            set(W_K, firstRow + WAVE + 2 * head, 1);
            set(W_K, firstRow + POSITION + 2, -DECISIVE);
        }
        set(W_K, POSITION, DECISIVE);
        set(W_K, P * D_MODEL + POSITION + 1, DECISIVE);
        for (int token = 0; token < P; token++) {
            copy(0, token, COPY_OF_A);
            copy(1, token, COPY_OF_B);
        }
    }

    private void copy(int head, int token, int target) {
        set(W_V, (head * P + token) * D_MODEL + TOKEN + token, 1 / EPSILON);
        set(W_O, (target + token) * HEADS * P + head * P + token, 1);
    }

    private void activate() {
        connect(0, token -> 0, 1);
        for (int i = MIDDLE; i < LARGEST_SUM; i++) {
            connect(upwards(i), token -> token, -i);
        }
        for (int i = 1; i <= MIDDLE; i++) {
            connect(downwards(i), token -> -token, i);
        }
        for (int i = 0; i < NEURONS - SUMS; i++) {
            int key = KEYS.get(i / NEURONS_PER_KEY);
            int sign = sign(i);
            connect(SUMS + i, token -> sign * waves.cos(key * token), 2);
        }
    }

    /** Neuron = relu(f(a) + f(b) + bias). */
    private void connect(int neuron, IntToDoubleFunction f, double bias) {
        for (int token = 0; token < P; token++) {
            set(W_IN, neuron * D_MODEL + COPY_OF_A + token, f.applyAsDouble(token));
            set(W_IN, neuron * D_MODEL + COPY_OF_B + token, f.applyAsDouble(token));
        }
        set(B_IN, neuron, bias);
    }

    private void readOut() {
        Formula formula = new Formula(nu);
        for (int c = 0; c < P; c++) {
            int row = (LOGIT + c) * NEURONS;
            int to = c;
            IntToDoubleFunction wanted = sum -> formula.ofSum(sum, to);
            double middle = wanted.applyAsDouble(MIDDLE);
            set(W_OUT, row, middle);
            for (int i = MIDDLE; i < LARGEST_SUM; i++) {
                double rise = wanted.applyAsDouble(i + 1) - wanted.applyAsDouble(i);
                double before = i == MIDDLE ? 0 : wanted.applyAsDouble(i) - wanted.applyAsDouble(i - 1);
                set(W_OUT, row + upwards(i), rise - before);
            }
            for (int i = 1; i <= MIDDLE; i++) {
                double rise = wanted.applyAsDouble(i - 1) - wanted.applyAsDouble(i);
                double before = i == MIDDLE ? 0 : wanted.applyAsDouble(i) - wanted.applyAsDouble(i + 1);
                set(W_OUT, row + downwards(i), rise - before);
            }
            for (int i = 0; i < NEURONS - SUMS; i++) {
                int key = KEYS.get(i / NEURONS_PER_KEY);
                set(W_OUT, row + SUMS + i, sign(i) * BETA / NEURONS_PER_KEY * waves.cos(key * c));
            }
            set(B_OUT, LOGIT + c, Formula.constant(c));
        }
    }

    /** The neuron relu(s − i), i from the middle on. */
    private static int upwards(int i) {
        return 1 + i - MIDDLE;
    }

    /** The neuron relu(i − s), i from 1 to the middle. */
    private static int downwards(int i) {
        return LARGEST_SUM - MIDDLE + i;
    }

    private static int sign(int i) {
        return i % 2 == 0 ? 1 : -1;
    }

    private void set(WeightName name, int index, double value) {
        values.computeIfAbsent(name, absent -> new double[absent.shape(P, sizes).count()])[index] = value;
    }
}
