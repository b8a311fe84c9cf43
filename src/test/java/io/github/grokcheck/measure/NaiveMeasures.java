package io.github.grokcheck.measure;

import static io.github.grokcheck.measure.DenseArithmetic.basis;
import static io.github.grokcheck.measure.DenseArithmetic.block;
import static io.github.grokcheck.measure.DenseArithmetic.column;
import static io.github.grokcheck.measure.DenseArithmetic.dot;
import static io.github.grokcheck.measure.DenseArithmetic.gini;
import static io.github.grokcheck.measure.DenseArithmetic.matrix;
import static io.github.grokcheck.measure.DenseArithmetic.mean;
import static io.github.grokcheck.model.WeightName.W_E;
import static io.github.grokcheck.model.WeightName.W_OUT;
import static io.github.grokcheck.model.WeightName.W_U;

import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.NaiveTransformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * All 33 measures by their definitions: dense bases, double sums over pairs, full arrays. Slow, and good for tiny models
 * only; shares nothing with the main code but the weights and the split.
 */
final class NaiveMeasures {
    private final Weights weights;
    private final Split split;
    private final int p;
    private final int pairs;
    private final int highest;
    private final double[][] basis;
    /** [pair][class], [pair][neuron], [pair][d_model], [head][pair], [class][neuron]. */
    private final double[][] logits;

    private final double[][] neurons;
    private final double[][] mid;
    private final double[][] attention;
    private final double[][] neuronToLogit;
    private final List<Integer> keys;

    NaiveMeasures(Weights weights, Split split, Optional<List<Integer>> givenKeys) {
        this.weights = weights;
        this.split = split;
        p = weights.p();
        pairs = p * p;
        highest = (p - 1) / 2;
        basis = basis(p);
        logits = new double[pairs][];
        neurons = new double[pairs][];
        mid = new double[pairs][];
        attention = new double[weights.architecture().nHeads()][pairs];
        for (int n = 0; n < pairs; n++) {
            NaiveTransformer model = new NaiveTransformer(weights, n / p, n % p);
            logits[n] = Arrays.copyOf(model.logits, p);
            neurons[n] = model.neurons;
            mid[n] = model.mid;
            for (int head = 0; head < attention.length; head++) {
                attention[head][n] = model.attention[head][0];
            }
        }
        int dMlp = weights.architecture().dMlp();
        neuronToLogit = matrix(
                p,
                dMlp,
                (c, i) -> IntStream.range(0, weights.architecture().dModel())
                        .mapToDouble(d ->
                                weights.get(W_U).at(d, c) * weights.get(W_OUT).at(d, i))
                        .sum());
        keys = givenKeys.orElseGet(() -> prominent(neuronToLogit));
    }

    Value value(String id) {
        return switch (id) {
            case "loss.all" -> scalar(loss(logits, all()));
            case "loss.train" -> scalar(loss(logits, split.trainRows()));
            case "loss.test" -> scalar(loss(logits, split.testRows()));
            case "accuracy.all" -> scalar(accuracy(all()));
            case "accuracy.train" -> scalar(accuracy(split.trainRows()));
            case "accuracy.test" -> scalar(accuracy(split.testRows()));
            case "frequencies.W_L.key" -> new Value.Frequencies(prominent(neuronToLogit));
            case "frequencies.W_E.prominent" -> new Value.Frequencies(prominent(embedding()));
            case "gini.W_E" -> scalar(gini(norms(embedding())));
            case "gini.W_L" -> scalar(gini(norms(neuronToLogit)));
            case "weights.sum-of-squares" -> scalar(sumOfSquares());
            case "W_L.residual-squared" -> scalar(residual());
            case "W_L.rank-99" -> new Value.Count(rank99());
            case "fve.neuron-directions" -> new Value.Members(directionFve());
            case "fve.neuron-directions.min" ->
                scalar(directionFve().values().stream()
                        .mapToDouble(x -> x)
                        .min()
                        .orElseThrow());
            case "alpha" -> new Value.Members(each(this::alpha));
            case "fve.logits.cosine-sum" -> scalar(cosineSumFve());
            case "loss.cosine-sum" -> scalar(loss(cosineSum(), all()));
            case "loss.restricted.all" -> scalar(loss(restricted(), all()));
            case "loss.restricted.train" -> scalar(loss(restricted(), split.trainRows()));
            case "loss.excluded.train" -> scalar(loss(excluded(keys), split.trainRows()));
            case "loss.excluded.train.each" ->
                new Value.Members(each(k -> loss(excluded(List.of(k)), split.trainRows())));
            case "loss.excluded.all.each" -> new Value.Members(each(k -> loss(excluded(List.of(k)), all())));
            case "loss.key-blocks" -> scalar(loss(keyBlocks(), all()));
            case "logits.block-energy-share" -> scalar(blockEnergyShare());
            case "logits.component-gap" -> scalar(componentGap());
            case "loss.mlp-on-directions" -> scalar(mlpLoss(true));
            case "loss.mlp-off-directions" -> scalar(mlpLoss(false));
            case "neurons.single-frequency" ->
                new Value.Count(clusters().values().stream().mapToInt(x -> x).sum());
            case "neurons.clusters" -> new Value.Counts(clusters());
            case "neuron.0.frequency" ->
                new Value.Count(best(column(neurons, 0)).frequency());
            case "heads" ->
                new Value.Heads(Arrays.stream(attention)
                        .map(head -> Optional.of(best(head)))
                        .toList());
            case "margin.mean" -> scalar(meanMargin());
            default -> throw new IllegalArgumentException(id);
        };
    }

    private static Value scalar(double x) {
        return new Value.Scalar(x);
    }

    private int[] all() {
        return IntStream.range(0, pairs).toArray();
    }

    private int label(int n) {
        return (n / p + n % p) % p;
    }

    private double angle(int k, int n, int c) {
        return 2 * Math.PI * k * (n / p + n % p - c) / p;
    }

    private double loss(double[][] m, int[] rows) {
        double sum = 0;
        for (int n : rows) {
            sum += Math.log(Arrays.stream(m[n]).map(Math::exp).sum()) - m[n][label(n)];
        }
        return sum / rows.length;
    }

    private double accuracy(int[] rows) {
        double right = 0;
        for (int n : rows) {
            boolean beaten = false;
            for (int c = 0; c < p; c++) {
                beaten |= logits[n][c] > logits[n][label(n)];
                beaten |= c < label(n) && logits[n][c] == logits[n][label(n)];
            }
            right += beaten ? 0 : 1;
        }
        return right / rows.length;
    }

    private double meanMargin() {
        double sum = 0;
        for (int n = 0; n < pairs; n++) {
            int answer = label(n);
            double[] row = logits[n];
            sum += row[answer]
                    - IntStream.range(0, p)
                            .filter(c -> c != answer)
                            .mapToDouble(c -> row[c])
                            .max()
                            .orElseThrow();
        }
        return sum / pairs;
    }

    private double[][] embedding() {
        return matrix(
                p,
                weights.architecture().dModel(),
                (token, d) -> weights.get(W_E).at(d, token));
    }

    /** ‖(F·X)[i]‖ for X [p × m]. */
    private double[] norms(double[][] x) {
        return IntStream.range(0, p)
                .mapToDouble(i -> Math.sqrt(IntStream.range(0, x[0].length)
                        .mapToDouble(j -> Math.pow(dot(basis[i], column(x, j)), 2))
                        .sum()))
                .toArray();
    }

    private List<Integer> prominent(double[][] x) {
        double[] r = norms(x);
        IntToDoubleFunction length = k -> Math.sqrt(r[2 * k - 1] * r[2 * k - 1] + r[2 * k] * r[2 * k]);
        double max = IntStream.rangeClosed(1, highest).mapToDouble(length).max().orElseThrow();
        return IntStream.rangeClosed(1, highest)
                .filter(k -> length.applyAsDouble(k) > 0.3 * max)
                .boxed()
                .toList();
    }

    private double sumOfSquares() {
        double sum = 0;
        for (WeightName name : WeightName.values()) {
            double[] values = weights.get(name).toArray();
            sum += dot(values, values);
        }
        return sum;
    }

    private double residual() {
        double[] r = norms(neuronToLogit);
        double explained = keys.stream()
                .mapToDouble(k -> r[2 * k - 1] * r[2 * k - 1] + r[2 * k] * r[2 * k])
                .sum();
        return 1
                - explained
                        / Arrays.stream(neuronToLogit)
                                .mapToDouble(row -> dot(row, row))
                                .sum();
    }

    /** By the eigenvalues of W_L·W_Lᵀ, which are the squared singular values. */
    private int rank99() {
        double[] gram = Arrays.stream(matrix(p, p, (c, d) -> dot(neuronToLogit[c], neuronToLogit[d])))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        var eigen = DecompositionFactory_DDRM.eig(p, false, true);
        eigen.decompose(DMatrixRMaj.wrap(p, p, gram));
        double[] ascending = IntStream.range(0, p)
                .mapToDouble(i -> eigen.getEigenvalue(i).getReal())
                .sorted()
                .toArray();
        double total = Arrays.stream(ascending).sum();
        double sum = 0;
        int rank = 0;
        while (sum < 0.99 * total) {
            rank++;
            sum += ascending[p - rank];
        }
        return rank;
    }

    private interface ForKey {
        double of(int k);
    }

    private Map<String, Double> each(ForKey number) {
        Map<String, Double> members = new LinkedHashMap<>();
        keys.forEach(k -> members.put(Integer.toString(k), number.of(k)));
        return members;
    }

    /** W_Lᵀ F[row]. */
    private double[] direction(int row) {
        return IntStream.range(0, neuronToLogit[0].length)
                .mapToDouble(i -> dot(basis[row], column(neuronToLogit, i)))
                .toArray();
    }

    /** Unit vector along cos (phase 0) or sin (phase −π/2) of 2πk(a+b)/p. */
    private double[] sumDirection(int k, double phase) {
        return IntStream.range(0, pairs)
                .mapToDouble(n -> Math.cos(angle(k, n, 0) + phase) * Math.sqrt(2) / p)
                .toArray();
    }

    private double[][] sumDirections(int k) {
        return new double[][] {sumDirection(k, 0), sumDirection(k, -Math.PI / 2)};
    }

    private Map<String, Double> directionFve() {
        Map<String, Double> members = new LinkedHashMap<>();
        for (int k : keys) {
            members.put("cos." + k, fve(direction(2 * k - 1), sumDirections(k)[0]));
            members.put("sin." + k, fve(direction(2 * k), sumDirections(k)[1]));
        }
        return members;
    }

    private double fve(double[] direction, double[] wave) {
        double[] t =
                Arrays.stream(neurons).mapToDouble(row -> dot(row, direction)).toArray();
        double mean = mean(t);
        double[] centred = Arrays.stream(t).map(x -> x - mean).toArray();
        return Math.pow(dot(wave, centred), 2) / dot(centred, centred);
    }

    private double alpha(int k) {
        double sum = 0;
        for (int n = 0; n < pairs; n++) {
            for (int c = 0; c < p; c++) {
                sum += logits[n][c] * Math.cos(angle(k, n, c));
            }
        }
        return 2 * sum / Math.pow(p, 3);
    }

    private double[][] cosineSum() {
        double[] alphas = keys.stream().mapToDouble(this::alpha).toArray();
        return matrix(
                pairs,
                p,
                (n, c) -> IntStream.range(0, alphas.length)
                        .mapToDouble(i -> alphas[i] * Math.cos(angle(keys.get(i), n, c)))
                        .sum());
    }

    private double cosineSumFve() {
        double[][] approximation = cosineSum();
        double mean =
                Arrays.stream(logits).flatMapToDouble(Arrays::stream).average().orElseThrow();
        double left = 0;
        double total = 0;
        for (int n = 0; n < pairs; n++) {
            for (int c = 0; c < p; c++) {
                left += Math.pow(logits[n][c] - mean - approximation[n][c], 2);
                total += Math.pow(logits[n][c] - mean, 2);
            }
        }
        return 1 - left / total;
    }

    private double[][] projection(List<Integer> frequencies) {
        double[][] sum = new double[pairs][p];
        for (int k : frequencies) {
            for (double[] direction : sumDirections(k)) {
                for (int c = 0; c < p; c++) {
                    double coefficient = dot(direction, column(logits, c));
                    for (int n = 0; n < pairs; n++) {
                        sum[n][c] += direction[n] * coefficient;
                    }
                }
            }
        }
        return sum;
    }

    private double[][] restricted() {
        double[][] kept = projection(keys);
        return matrix(pairs, p, (n, c) -> kept[n][c] + mean(column(logits, c)));
    }

    private double[][] excluded(List<Integer> frequencies) {
        double[][] removed = projection(frequencies);
        return matrix(pairs, p, (n, c) -> logits[n][c] - removed[n][c]);
    }

    /** Ĝ[f][g] of a function of pairs. */
    private double[][] transformed(double[] onPairs) {
        return matrix(
                p,
                p,
                (f, g) -> IntStream.range(0, pairs)
                        .mapToDouble(n -> basis[f][n / p] * basis[g][n % p] * onPairs[n])
                        .sum());
    }

    private double[][] keyBlocks() {
        double[][] result = new double[pairs][p];
        for (int c = 0; c < p; c++) {
            double[][] transform = transformed(column(logits, c));
            double[][] kept = new double[p][p];
            kept[0][0] = transform[0][0];
            for (int k : keys) {
                for (int f : block(k)) {
                    for (int g : block(k)) {
                        kept[f][g] = transform[f][g];
                    }
                }
            }
            for (int n = 0; n < pairs; n++) {
                for (int i = 0; i < pairs; i++) {
                    result[n][c] += kept[i / p][i % p] * basis[i / p][n / p] * basis[i % p][n % p];
                }
            }
        }
        return result;
    }

    private double[][] energies() {
        double[][] energies = new double[p][p];
        for (int c = 0; c < p; c++) {
            double[][] transform = transformed(column(logits, c));
            for (int i = 0; i < pairs; i++) {
                energies[i / p][i % p] += Math.pow(transform[i / p][i % p], 2);
            }
        }
        energies[0][0] = 0;
        return energies;
    }

    private double blockEnergyShare() {
        double[][] energies = energies();
        double inBlocks = keys.stream()
                .mapToDouble(k -> energies[2 * k - 1][2 * k - 1]
                        + energies[2 * k - 1][2 * k]
                        + energies[2 * k][2 * k - 1]
                        + energies[2 * k][2 * k])
                .sum();
        return inBlocks
                / Arrays.stream(energies).flatMapToDouble(Arrays::stream).sum();
    }

    private double componentGap() {
        double[] ascending = Arrays.stream(energies())
                .flatMapToDouble(Arrays::stream)
                .map(Math::sqrt)
                .sorted()
                .toArray();
        int expected = 4 * keys.size();
        return ascending[pairs - expected] / ascending[pairs - expected - 1];
    }

    private double mlpLoss(boolean onDirections) {
        List<double[]> orthonormal = gramSchmidt();
        double[][] result = new double[pairs][];
        for (int n = 0; n < pairs; n++) {
            double[] along = new double[neurons[n].length];
            for (double[] q : orthonormal) {
                double coefficient = dot(q, neurons[n]);
                for (int i = 0; i < along.length; i++) {
                    along[i] += coefficient * q[i];
                }
            }
            double[] row = neurons[n];
            double[] kept = onDirections
                    ? along
                    : IntStream.range(0, along.length)
                            .mapToDouble(i -> row[i] - along[i])
                            .toArray();
            result[n] = Arrays.copyOf(NaiveTransformer.logits(weights, mid[n], kept), p);
        }
        return loss(result, all());
    }

    private List<double[]> gramSchmidt() {
        List<double[]> orthonormal = new ArrayList<>();
        for (int k : keys) {
            for (double[] vector : new double[][] {direction(2 * k - 1), direction(2 * k)}) {
                double[] rest = vector.clone();
                for (int twice = 0; twice < 2; twice++) {
                    for (double[] q : orthonormal) {
                        double coefficient = dot(q, rest);
                        for (int i = 0; i < rest.length; i++) {
                            rest[i] -= coefficient * q[i];
                        }
                    }
                }
                double length = Math.sqrt(dot(rest, rest));
                if (length > 1e-9) {
                    orthonormal.add(Arrays.stream(rest).map(x -> x / length).toArray());
                }
            }
        }
        return orthonormal;
    }

    private Value.Head best(double[] onPairs) {
        double mean = mean(onPairs);
        double[][] transform =
                transformed(Arrays.stream(onPairs).map(x -> x - mean).toArray());
        double total =
                Arrays.stream(transform).mapToDouble(row -> dot(row, row)).sum();
        Value.Head best = new Value.Head(1, -1);
        for (int k = 1; k <= highest; k++) {
            double inBlock = 0;
            for (int f : block(k)) {
                for (int g : block(k)) {
                    inBlock += transform[f][g] * transform[f][g];
                }
            }
            if (inBlock / total > best.fve()) {
                best = new Value.Head(k, inBlock / total);
            }
        }
        return best;
    }

    private TreeMap<Integer, Integer> clusters() {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < neurons[0].length; i++) {
            double[] neuron = column(neurons, i);
            if (Arrays.stream(neuron).distinct().count() > 1 && best(neuron).fve() >= 0.85) {
                counts.merge(best(neuron).frequency(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
