package io.github.grokcheck.measure;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.FourierBasis;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.SumDirections;
import io.github.grokcheck.spectral.Variation;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The directions in the space of neurons that W_L reads for the key frequencies: W_Lᵀ F[2k − 1] and W_Lᵀ F[2k], which are
 * the paper's u_k and v_k up to a factor that no measure feels. What the neurons N carry along them, and what the logits
 * are with nothing else or with all but that.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.2, equation 2 and table 1; section 4.4"
 */
final class NeuronDirections {
    private final MeasuredModel model;
    private final List<Direction> directions;
    private final Lazy<Value> explainedVariance = new Lazy<>(this::computeExplainedVariance);
    private final Lazy<Tensor> logitsAlong = new Lazy<>(this::computeLogitsAlong);

    private NeuronDirections(MeasuredModel model, List<Direction> directions) {
        this.model = model;
        this.directions = directions;
    }

    /** The directions of the model's keys; two for each, cosine first. */
    static NeuronDirections of(MeasuredModel model) {
        List<Direction> directions = new ArrayList<>();
        for (Frequency key : model.keys()) {
            directions.add(new Direction(Phase.COS, key));
            directions.add(new Direction(Phase.SIN, key));
        }
        return new NeuronDirections(model, directions);
    }

    /**
     * For each direction u, with t = N·u over all pairs and t̃ = t − mean(t): (c_kᵀ t̃)² / ‖t̃‖², for a sine s_k in c_k's
     * place. One regressor each, so a direction gets no credit for the other phase. Without the centring it is less.
     *
     * @return named cos.k, sin.k; empty without keys; undefined if the neurons never vary along one of them
     */
    Value explainedVariance() {
        return explainedVariance.get();
    }

    private Value computeExplainedVariance() {
        if (directions.isEmpty()) {
            return new Value.Members(Map.of());
        }
        Tensor along = model.activations().neurons().times(matrix().transposed());
        double[] variation = Variation.ofColumns(along);
        OptionalInt still = IntStream.range(0, variation.length)
                .filter(i -> variation[i] == 0)
                .findFirst();
        if (still.isPresent()) {
            return new Value.Undefined("the neurons never vary along " + directions.get(still.getAsInt()));
        }
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < directions.size(); i++) {
            double coefficient = dot(directions.get(i).wave(model.basis()), along.column(i));
            byName.put(directions.get(i).toString(), coefficient * coefficient / variation[i]);
        }
        return new Value.Members(byName);
    }

    /** The smallest of {@link #explainedVariance}; undefined without keys. */
    Value smallestExplainedVariance() {
        Value each = explainedVariance();
        if (!(each instanceof Value.Members members)) {
            return each;
        }
        return members.byName().isEmpty()
                ? new Value.Undefined("there is no key frequency")
                : new Value.Scalar(Collections.min(members.byName().values()));
    }

    /**
     * CE over all pairs of ((mid + N·QQᵀ·W_outᵀ + b_out)·W_U)[:, :p], in nats. Q is an orthonormal basis of the
     * directions' span. The skip and b_out are kept, N's mean is not put back.
     */
    double lossOnDirections() {
        LogitRows logits = LogitRows.of(logitsAroundNeurons()).plus(LogitRows.of(logitsAlong.get()));
        return CrossEntropy.mean(model.task(), logits);
    }

    /** The same with N − N·QQᵀ in place of N·QQᵀ. */
    double lossOffDirections() {
        LogitRows logits = LogitRows.of(model.activations().logits()).minus(LogitRows.of(logitsAlong.get()));
        return CrossEntropy.mean(model.task(), logits);
    }

    /** (mid + b_out)·W_U without the "=" column: [pair = p², p]. */
    private Tensor logitsAroundNeurons() {
        Weights weights = model.weights();
        Tensor unembedding = weights.get(WeightName.W_U).columns(0, weights.p());
        double[] bias =
                unembedding.transposed().times(weights.get(WeightName.B_OUT).toArray());
        return model.activations().residMid().times(unembedding).plusRow(bias);
    }

    /** N·QQᵀ·W_Lᵀ: [pair = p², p]; QᵀW_Lᵀ is small and comes first. */
    private Tensor computeLogitsAlong() {
        int p = model.weights().p();
        Optional<Tensor> span =
                directions.isEmpty() ? Optional.empty() : LinearAlgebra.orthonormalBasis(matrix().transposed());
        return span.map(q -> model.activations()
                        .neurons()
                        .times(q)
                        .times(model.neuronToLogit().times(q).transposed()))
                .orElseGet(() -> Tensor.of(Shape.of(Axis.PAIR, p * p, Axis.D_VOCAB_OUT, p), new double[p * p * p]));
    }

    /** The directions as rows: [direction, d_mlp]. */
    private Tensor matrix() {
        Tensor coefficients = model.neuronToLogitSpectrum().coefficients();
        double[] rows = directions.stream()
                .flatMapToDouble(direction -> Arrays.stream(coefficients.row(direction.row())))
                .toArray();
        return Tensor.of(Shape.of(Axis.ANY, directions.size(), Axis.D_MLP, coefficients.size(1)), rows);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private enum Phase {
        COS,
        SIN
    }

    private record Direction(Phase phase, Frequency key) {
        int row() {
            return phase == Phase.COS ? key.cosineRow() : key.sineRow();
        }

        double[] wave(FourierBasis basis) {
            return phase == Phase.COS ? SumDirections.cosine(basis, key) : SumDirections.sine(basis, key);
        }

        @Override
        public String toString() {
            return (phase == Phase.COS ? "cos." : "sin.") + key;
        }
    }
}
