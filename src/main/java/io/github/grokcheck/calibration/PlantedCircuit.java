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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Weights written by hand that add modulo p by cosines, and of which everything is known. With s = a + b, w_k = 2πk/p and
 * K the key frequencies, the logits are
 *
 * <pre>
 *   L[a, b, c] =   α Σ_{k∈K} cos w_k(s − c)                              the algorithm
 *                + β Σ_{k∈K} (cos w_k a + cos w_k b) · cos w_k c          what a pair adds besides, in the keys
 *                + ν cos w_j s · cos w_m c,  j no key, m a key            what it adds in another frequency
 *                + hidden · cos w_h(s − c)                               another frequency of the algorithm, 0 if sound
 *                + (η cos w_m s − κ) · [c = 0]                            a fault, and the constant that eases it
 * </pre>
 *
 * <p>How: heads 0 and 1 copy a and b. Neurons relu(s − i) for i from the middle of s's range upwards and relu(i − s) from
 * there downwards, beside one that is always 1, give any function of s exactly, read by its differences. Some neurons a key
 * are relu(2 ± (cos w_k a + cos w_k b)), never silent, so polynomials of their frequency; read with opposite signs they
 * leave β's term alone. Heads 2 and 3 look around by cosines and add nothing. W_E holds cos and sin of the keys with amplitude 1 beside one-hot tokens
 * of amplitude ε.
 */
public final class PlantedCircuit {
    /** p. */
    public static final int P = 113;
    /** K; chosen with equally strong rows of W_L, and so that the cosines' sum at a wrong class is small. */
    public static final List<Integer> KEYS = List.of(41, 43, 44, 49, 53);
    /** j. */
    public static final int OTHER = 20;
    /** h. */
    public static final int HIDDEN = 10;

    private static final int STRAY = 20;
    private static final int POSITIONS = 3;
    private static final int HEADS = 4;
    private static final int LARGEST_SUM = 2 * (P - 1);
    private static final int MIDDLE = P - 1;
    /** One that is always 1, a ramp upwards for each sum from the middle on, one downwards for each up to it. */
    private static final int SUMS = 1 + LARGEST_SUM;

    /** Where the residual stream keeps what: one-hot token, position, waves of the keys, copies of a and b, logits. */
    private static final int TOKEN = 0;

    private static final int POSITION = P;
    private static final int WAVE = POSITION + POSITIONS;
    private static final int COPY_OF_A = WAVE + 2 * KEYS.size();
    private static final int COPY_OF_B = COPY_OF_A + P;
    private static final int LOGIT = COPY_OF_B + P;
    private static final int D_MODEL = LOGIT + P;
    /** Differences of scores beyond this leave an attention of exactly 0. */
    private static final double DECISIVE = 800;

    private static final Waves WAVES = Waves.exact(P);

    private final Design design;
    private final int neurons;
    private final Architecture sizes;
    private final Map<WeightName, double[]> values = new EnumMap<>(WeightName.class);

    /**
     * What is planted.
     *
     * @param alphas α of each key
     * @param hidden amplitude of cos w_h(s − c), h = {@value #HIDDEN}: W_L shows so slow a wave hardly at all
     * @param beta β
     * @param nu ν
     * @param eta η
     * @param kappa κ
     * @param epsilon ε
     * @param neuronsPerKey neurons that follow each key alone
     * @param faults what is wired against the paper, with no effect on the logits
     */
    @SuppressWarnings("ArrayRecordComponent") // written down once, compared by nobody
    public record Design(
            double[] alphas,
            double hidden,
            double beta,
            double nu,
            double eta,
            double kappa,
            double epsilon,
            int neuronsPerKey,
            Set<Fault> faults) {
        /** Does what the paper says; with these amplitudes loss and margin are those of a trained model. */
        public static final Design SOUND =
                new Design(new double[] {6.6, 6.6, 6.6, 6.6, 6.6}, 0, 0.7, 0.3, 3, 1.5, 0.01, 88, Set.of());

        /** Adds by a sixth frequency too, which W_L hides; the constant is in its way. */
        public static final Design HIDDEN_FREQUENCY =
                new Design(new double[] {6.6, 6.6, 6.6, 6.6, 6.6}, 5, 0.1, 0, 0, -1.5, 0.01, 88, Set.of());

        /** One cosine speaks against the right answer, the embedding is not sparse, and everything is wired otherwise. */
        public static final Design FAULTY = new Design(
                new double[] {6.6, 6.6, 6.6, 6.6, -2.5}, 0, 0.7, 0.3, 3, 1.5, 5, 60, EnumSet.allOf(Fault.class));

        /** The same design with a wave of another frequency of this strength. */
        public Design withNu(double strength) {
            return new Design(alphas, hidden, beta, strength, eta, kappa, epsilon, neuronsPerKey, faults);
        }

        /** The logit of class c for the pair (a, b), by the formula. */
        public double logit(int a, int b, int c) {
            double sum = ofSum(a + b, c) + constant(c);
            for (int i = 0; i < KEYS.size(); i++) {
                sum += beta * (WAVES.cos(KEYS.get(i) * a) + WAVES.cos(KEYS.get(i) * b)) * WAVES.cos(read(i) * c);
            }
            return sum;
        }

        /** The terms that depend on a + b alone. */
        private double ofSum(int s, int c) {
            double sum = nu * WAVES.cos(OTHER * s) * WAVES.cos(KEYS.get(0) * c)
                    + hidden * WAVES.cos(HIDDEN * (s - c))
                    + (c == 0 ? eta * WAVES.cos(KEYS.get(0) * s) : 0);
            for (int i = 0; i < KEYS.size(); i++) {
                sum += alphas[i] * WAVES.cos(KEYS.get(i) * (s - c));
            }
            return sum;
        }

        private double constant(int c) {
            return c == 0 ? -kappa : 0;
        }

        /** The frequency in c at which the neurons of the i-th key are read. */
        private int read(int i) {
            return KEYS.get(faults.contains(Fault.CROSSED_CLUSTERS) ? (i + 1) % KEYS.size() : i);
        }
    }

    /** A way to be wired against the paper that leaves the logits what they are. */
    public enum Fault {
        /** The neurons of each key are read at the next key's frequency. */
        CROSSED_CLUSTERS,
        /** Twenty neurons follow a frequency that is no key; nobody reads them. */
        STRAY_NEURONS,
        /** "=" brings a constant for each class along the skip connections, and b_out takes it off again. */
        NEEDED_SKIP,
        /** Heads 0 and 1 look at "=" with half of their attention. */
        LOOKS_AT_EQUALS,
        /** Heads score the tokens by two frequencies alike. */
        MIXED_SCORES,
        /** W_L holds every other frequency in the neuron that is always 1, and b_out takes it off again. */
        DENSE_READ_OUT
    }

    private PlantedCircuit(Design design) {
        this.design = design;
        this.neurons = SUMS + design.neuronsPerKey() * KEYS.size() + stray();
        this.sizes = new Architecture(D_MODEL, HEADS, P, neurons);
        embed();
        attend();
        activate();
        readOut();
    }

    private int stray() {
        return has(Fault.STRAY_NEURONS) ? STRAY : 0;
    }

    private boolean has(Fault fault) {
        return design.faults().contains(fault);
    }

    /** The weights of a design. */
    public static Weights weights(Design design) {
        PlantedCircuit circuit = new PlantedCircuit(design);
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        circuit.values.forEach((name, array) -> tensors.put(name, Tensor.of(name.shape(P, circuit.sizes), array)));
        return new Weights(tensors);
    }

    private void embed() {
        for (int token = 0; token < P; token++) {
            set(W_E, (TOKEN + token) * (P + 1) + token, design.epsilon());
            for (int i = 0; i < KEYS.size(); i++) {
                set(W_E, (WAVE + 2 * i) * (P + 1) + token, WAVES.cos(KEYS.get(i) * token));
                set(W_E, (WAVE + 2 * i + 1) * (P + 1) + token, WAVES.sin(KEYS.get(i) * token));
            }
            set(W_U, (LOGIT + token) * (P + 1) + token, 1);
            set(W_E, (LOGIT + token) * (P + 1) + P, alongTheSkip(token));
        }
        for (int position = 0; position < POSITIONS; position++) {
            set(W_POS, position * D_MODEL + POSITION + position, 1);
        }
    }

    private double alongTheSkip(int c) {
        return has(Fault.NEEDED_SKIP) ? 10 * WAVES.cos(3 * c) : 0;
    }

    private void attend() {
        for (int head = 0; head < HEADS; head++) {
            int firstRow = head * P * D_MODEL;
            set(W_Q, firstRow + POSITION + 2, Math.sqrt(P));
            set(W_K, firstRow + WAVE + 2 * head, 1);
            if (has(Fault.MIXED_SCORES)) {
                set(W_K, firstRow + WAVE + 2 * ((head + 1) % KEYS.size()), 1);
            }
            set(W_K, firstRow + POSITION + 2, -DECISIVE);
        }
        set(W_K, POSITION, DECISIVE);
        set(W_K, P * D_MODEL + POSITION + 1, DECISIVE);
        if (has(Fault.LOOKS_AT_EQUALS)) {
            lookAtEquals();
        }
        for (int token = 0; token < P; token++) {
            copy(0, token, COPY_OF_A);
            copy(1, token, COPY_OF_B);
        }
    }

    /** Half of the attention to one number: its waves would change the share, so these two heads score by position alone. */
    private void lookAtEquals() {
        for (int head = 0; head < 2; head++) {
            int firstRow = head * P * D_MODEL;
            for (int i = 0; i < KEYS.size(); i++) {
                set(W_K, firstRow + WAVE + 2 * i, 0);
            }
            set(W_K, firstRow + POSITION + 2, DECISIVE);
        }
    }

    private void copy(int head, int token, int target) {
        double share = has(Fault.LOOKS_AT_EQUALS) ? 0.5 : 1;
        set(W_V, (head * P + token) * D_MODEL + TOKEN + token, 1 / design.epsilon() / share);
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
        for (int i = 0; i < neurons - SUMS; i++) {
            int sign = sign(i);
            int frequency = followed(i);
            connect(SUMS + i, token -> sign * WAVES.cos(frequency * token), 2);
        }
    }

    /** The frequency of the i-th neuron that follows one. */
    private int followed(int i) {
        int key = i / design.neuronsPerKey();
        return key < KEYS.size() ? KEYS.get(key) : OTHER;
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
        for (int c = 0; c < P; c++) {
            int row = (LOGIT + c) * neurons;
            int to = c;
            IntToDoubleFunction wanted = sum -> design.ofSum(sum, to);
            set(W_OUT, row, wanted.applyAsDouble(MIDDLE) + denseReadOut(c));
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
            for (int i = 0; i < design.neuronsPerKey() * KEYS.size(); i++) {
                int frequency = design.read(i / design.neuronsPerKey());
                set(W_OUT, row + SUMS + i, sign(i) * design.beta() / design.neuronsPerKey() * WAVES.cos(frequency * c));
            }
            set(B_OUT, LOGIT + c, design.constant(c) - denseReadOut(c) - alongTheSkip(c));
        }
    }

    private double denseReadOut(int c) {
        if (!has(Fault.DENSE_READ_OUT)) {
            return 0;
        }
        return IntStream.rangeClosed(1, (P - 1) / 2)
                .filter(k -> !KEYS.contains(k))
                .mapToDouble(k -> 37 * (WAVES.cos(k * c) + WAVES.sin(k * c)))
                .sum();
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
