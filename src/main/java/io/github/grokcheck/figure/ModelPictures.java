package io.github.grokcheck.figure;

import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.figure.Figure.Bar;
import io.github.grokcheck.figure.Figure.Level;
import io.github.grokcheck.figure.Figure.Quantity;
import io.github.grokcheck.figure.Figure.Role;
import io.github.grokcheck.figure.Figure.Scale;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Unit;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.Spectrum;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures of one model. */
final class ModelPictures {
    private static final Map<ModelMeasure, Ablation> ABLATIONS = ablationsFromTopToBottom();
    private static final Map<ModelMeasure, Ablation> PARTS = partsFromTopToBottom();

    private final CheckpointSubject subject;
    private final MeasuredModel model;

    ModelPictures(CheckpointSubject subject) {
        this.subject = subject;
        this.model = subject.model();
    }

    private record Ablation(String name, Role role) {}

    private static Map<ModelMeasure, Ablation> ablationsFromTopToBottom() {
        Map<ModelMeasure, Ablation> ablations = new LinkedHashMap<>();
        ablations.put(ModelMeasure.LOSS_ALL, new Ablation("all pairs", Role.UNTOUCHED));
        ablations.put(ModelMeasure.LOSS_TRAIN, new Ablation("training pairs", Role.UNTOUCHED));
        ablations.put(ModelMeasure.RESTRICTED_ALL, new Ablation("restricted to cos, sin of a + b", Role.KEPT));
        ablations.put(ModelMeasure.RESTRICTED_WITHOUT_CONSTANT, new Ablation("restricted, no class means", Role.KEPT));
        ablations.put(ModelMeasure.RESTRICTED_TWENTY_TERMS, new Ablation("waves of a + b and a - b", Role.KEPT));
        ablations.put(ModelMeasure.KEY_BLOCKS, new Ablation("key blocks alone", Role.KEPT));
        ablations.put(ModelMeasure.COSINE_SUM_LOSS, new Ablation("sum of cosines alone", Role.KEPT));
        ablations.put(ModelMeasure.MLP_ON_DIRECTIONS, new Ablation("MLP on the key directions", Role.KEPT));
        ablations.put(ModelMeasure.EXCLUDED_TRAIN, new Ablation("excluded, training pairs", Role.REMOVED));
        ablations.put(ModelMeasure.MLP_OFF_DIRECTIONS, new Ablation("MLP off the key directions", Role.REMOVED));
        return ablations;
    }

    private static Map<ModelMeasure, Ablation> partsFromTopToBottom() {
        Map<ModelMeasure, Ablation> parts = new LinkedHashMap<>();
        parts.put(ModelMeasure.LOSS_ALL, new Ablation("untouched", Role.UNTOUCHED));
        parts.put(ModelMeasure.ATTENTION_WITHOUT_EQUALS, new Ablation("no attention to =", Role.PLAIN));
        parts.put(ModelMeasure.ATTENTION_LINEAR, new Ablation("linear attention", Role.PLAIN));
        parts.put(ModelMeasure.NEURONS_AS_POLYNOMIALS, new Ablation("neurons as polynomials", Role.PLAIN));
        parts.put(ModelMeasure.MLP_SKIP_MEAN, new Ablation("mean in the MLP's skip", Role.PLAIN));
        parts.put(ModelMeasure.MLP_SKIP_ZERO, new Ablation("no skip around the MLP", Role.PLAIN));
        parts.put(ModelMeasure.ATTENTION_SKIP_ZERO, new Ablation("no skip around attention", Role.PLAIN));
        parts.put(ModelMeasure.HEADS_ZERO, new Ablation("no heads", Role.PLAIN));
        return parts;
    }

    Figure embedding() {
        return components("Embedding W_E in the Fourier basis", "norm over d_model", model.embeddingSpectrum());
    }

    Figure neuronToLogit() {
        return components(
                "Neuron-to-logit map W_L in the Fourier basis", "norm over neurons", model.neuronToLogitSpectrum());
    }

    private Figure components(String title, String norm, Spectrum spectrum) {
        return new Figure.Components(
                titled(title),
                norm,
                List.of(components("", spectrum)),
                model.keys().stream().map(Frequency::k).toList());
    }

    /** The norms of a spectrum under a name. */
    static Figure.Snapshot components(String name, Spectrum spectrum) {
        return new Figure.Snapshot(name, Arrays.stream(spectrum.norms()).boxed().toList());
    }

    Figure ablations() {
        return losses("Loss with the key frequencies kept or removed", ABLATIONS);
    }

    Figure replacedParts() {
        return losses("Loss with parts of the model removed or replaced", PARTS);
    }

    private Figure losses(String title, Map<ModelMeasure, Ablation> fromTopToBottom) {
        List<Bar> bars = fromTopToBottom.entrySet().stream()
                .flatMap(entry -> bar(entry.getKey(), entry.getValue()).stream())
                .toList();
        return new Figure.Bars(
                titled(title), new Quantity("cross-entropy (nats)", Scale.LOGARITHMIC), bars, uniformGuess());
    }

    private Optional<Bar> bar(ModelMeasure loss, Ablation ablation) {
        return subject.value(loss) instanceof Value.Scalar measured
                ? Optional.of(new Bar(ablation.name(), measured.x(), ablation.role()))
                : Optional.empty();
    }

    /** Bars for the members of a value; no picture where there are none. */
    List<Figure> members(String title, ModelMeasure measure) {
        List<Bar> bars = bars(subject.value(measure));
        boolean loss = measure.unit() == Unit.NATS;
        Quantity quantity = new Quantity(axisName(measure), loss ? Scale.LOGARITHMIC : Scale.LINEAR);
        return bars.isEmpty()
                ? List.of()
                : List.of(new Figure.Bars(titled(title), quantity, bars, loss ? uniformGuess() : Level.NONE));
    }

    private static List<Bar> bars(Value value) {
        if (value instanceof Value.Members members) {
            return members.byName().entrySet().stream()
                    .map(member -> new Bar(barName(member.getKey()), member.getValue(), Role.PLAIN))
                    .toList();
        }
        return value instanceof Value.Counts counts
                ? counts.byFrequency().entrySet().stream()
                        .map(count -> new Bar(barName(count.getKey().toString()), count.getValue(), Role.PLAIN))
                        .toList()
                : List.of();
    }

    /** "k = 14" for the member 14, "cos 14" for cos.14. */
    private static String barName(String member) {
        return member.contains(".") ? member.replace('.', ' ') : "k = " + member;
    }

    private static String axisName(Measure measure) {
        return switch (measure.unit()) {
            case NATS -> "cross-entropy (nats)";
            case COUNT -> "neurons";
            case FRACTION -> "fraction of variance";
            default -> measure.unit().symbol();
        };
    }

    /** How strong each Fourier component of a and b is in the logits. */
    Figure logitComponents() {
        return new Figure.HeatMap(
                titled("Logits in the Fourier basis of a and b"),
                "component of b (0 constant, 2k-1 cos k, 2k sin k)",
                "component of a",
                model.logitSpectrum().energies().map(Math::sqrt),
                new Quantity("norm over classes (logits)", Scale.LOGARITHMIC));
    }

    Figure neuron(int neuron) {
        return onPairs(
                "Neuron " + neuron,
                "activation after the ReLU",
                model.activations().neurons().column(neuron));
    }

    List<Figure> attention() {
        Tensor attention = model.activations().attention();
        return IntStream.range(0, attention.size(0))
                .mapToObj(head -> onPairs("Head " + head + ": attention from = to a", "weight", attention.row(head)))
                .toList();
    }

    private Figure onPairs(String title, String quantity, double[] values) {
        int p = model.weights().p();
        Tensor table = Tensor.owning(Shape.of(Axis.A, p, Axis.B, p), values);
        return new Figure.HeatMap(titled(title), "b", "a", table, new Quantity(quantity, Scale.LINEAR));
    }

    /** The share of each tensor in the sum of squared weights. */
    Figure weights() {
        List<Bar> bars = Arrays.stream(WeightName.values())
                .map(name -> new Bar(name.key(), model.weights().get(name).sumOfSquares(), Role.PLAIN))
                .toList();
        return new Figure.Bars(
                titled("Sum of squared weights"), new Quantity("sum of squares", Scale.LINEAR), bars, Level.NONE);
    }

    private Level uniformGuess() {
        return new Level("uniform guess, ln p", Math.log(model.weights().p()));
    }

    private String titled(String what) {
        return what + " (" + subject.name() + ")";
    }
}
