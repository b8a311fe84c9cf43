package io.github.grokcheck.measure;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What a recipe says: its settings, and the sizes of the split and of the tensors that it leads to. */
public enum SetupMeasure implements Measure {
    /** The modulus. */
    MODULUS("setup.p", Unit.COUNT, "the modulus p", count(e -> e.task().p())),
    /** All ordered pairs. */
    PAIRS("setup.pairs", Unit.COUNT, "ordered pairs, p²", count(e -> task(e).pairs())),
    /** Pairs trained on. */
    TRAIN_PAIRS(
            "setup.train-pairs", Unit.COUNT, "pairs in the training split", count(e -> split(e).trainRows().length)),
    /** Pairs held out. */
    TEST_PAIRS("setup.test-pairs", Unit.COUNT, "all other pairs", count(e -> split(e).testRows().length)),
    /** Share of the pairs that is trained on, as the recipe says it. */
    TRAIN_FRACTION(
            "setup.train-fraction",
            Unit.FRACTION,
            "the recipe's share of training pairs",
            number(e -> e.task().trainFraction())),
    /** All trained numbers. */
    PARAMETERS("setup.parameters", Unit.COUNT, "entries of the eleven tensors", count(SetupMeasure::parameters)),
    /** Width of the residual stream. */
    D_MODEL("setup.d_model", Unit.COUNT, "rows of W_E", count(e -> size(e, WeightName.W_E, Axis.D_MODEL))),
    /** Attention heads. */
    N_HEADS("setup.n_heads", Unit.COUNT, "heads of W_K", count(e -> size(e, WeightName.W_K, Axis.HEAD))),
    /** Width of a head. */
    D_HEAD("setup.d_head", Unit.COUNT, "rows of one head's W_K", count(e -> size(e, WeightName.W_K, Axis.D_HEAD))),
    /** Neurons. */
    D_MLP("setup.d_mlp", Unit.COUNT, "rows of W_in", count(e -> size(e, WeightName.W_IN, Axis.D_MLP))),
    /** Input tokens. */
    D_VOCAB(
            "setup.d_vocab",
            Unit.COUNT,
            "columns of W_E: the numbers and \"=\"",
            count(e -> size(e, WeightName.W_E, Axis.D_VOCAB))),
    /** Outputs. */
    D_VOCAB_OUT(
            "setup.d_vocab_out",
            Unit.COUNT,
            "columns of W_U: the numbers and \"=\"",
            count(e -> size(e, WeightName.W_U, Axis.D_VOCAB_OUT))),
    /** Positions. */
    N_CTX("setup.n_ctx", Unit.COUNT, "rows of W_pos", count(e -> size(e, WeightName.W_POS, Axis.POS))),
    /** Learning rate after the warm-up. */
    LEARNING_RATE(
            "setup.lr",
            Unit.ONE,
            "AdamW's learning rate",
            number(e -> e.optimizer().lr())),
    /** Weight decay. */
    WEIGHT_DECAY(
            "setup.weight-decay",
            Unit.ONE,
            "AdamW's λ",
            number(e -> e.optimizer().weightDecay())),
    /** Decay of the gradient's mean. */
    BETA_1("setup.beta1", Unit.ONE, "AdamW's β₁", number(e -> e.optimizer().beta1())),
    /** Decay of the gradient's mean square. */
    BETA_2("setup.beta2", Unit.ONE, "AdamW's β₂", number(e -> e.optimizer().beta2())),
    /** Steps until the learning rate is reached. */
    WARMUP_STEPS(
            "setup.warmup-steps",
            Unit.COUNT,
            "steps with a reduced learning rate, the first of them 0",
            count(e -> e.optimizer().warmupSteps()));

    private final Definition definition;
    private final Function<Experiment, Value> fact;

    SetupMeasure(String id, Unit unit, String formula, Function<Experiment, Value> fact) {
        this.definition = new Definition(id, unit, formula);
        this.fact = fact;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** Reads the fact off a recipe; whole numbers are {@link Value.Count}, others {@link Value.Scalar}. */
    public Value of(Experiment experiment) {
        return fact.apply(experiment);
    }

    private static Function<Experiment, Value> count(ToLongFunction<Experiment> fact) {
        return experiment -> new Value.Count(fact.applyAsLong(experiment));
    }

    private static Function<Experiment, Value> number(ToDoubleFunction<Experiment> fact) {
        return experiment -> new Value.Scalar(fact.applyAsDouble(experiment));
    }

    private static ModularAddition task(Experiment experiment) {
        return new ModularAddition(experiment.task().p());
    }

    private static Split split(Experiment experiment) {
        return Split.of(experiment);
    }

    private static long parameters(Experiment experiment) {
        return Arrays.stream(WeightName.values())
                .mapToLong(name -> shape(experiment, name).count())
                .sum();
    }

    private static int size(Experiment experiment, WeightName name, Axis axis) {
        Shape shape = shape(experiment, name);
        return shape.sizes().get(shape.axes().indexOf(axis));
    }

    private static Shape shape(Experiment experiment, WeightName name) {
        return name.shape(experiment.task().p(), experiment.architecture());
    }
}
