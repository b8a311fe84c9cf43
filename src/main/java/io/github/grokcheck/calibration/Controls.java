package io.github.grokcheck.calibration;

import static io.github.grokcheck.claim.Claim.Scope.AUTHORS_RUN;
import static io.github.grokcheck.claim.Claim.Scope.EVERY_GROKKED_RUN;
import static io.github.grokcheck.claim.Claim.Scope.MATHEMATICS;
import static io.github.grokcheck.claim.Claim.Scope.SWEEP;
import static io.github.grokcheck.claim.Verdict.Kind.REFUTED;
import static io.github.grokcheck.claim.Verdict.Kind.UPHELD;

import io.github.grokcheck.calibration.PlantedCircuit.Design;
import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.MathematicsSubject;
import io.github.grokcheck.claim.PublishedValues;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.SweepMeasure;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.FourierBasis;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.Waves;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The controls of the paper on modular addition: a model built by hand that does what the paper says, models that have not
 * learnt it, one that has lost a frequency, the authors' own numbers, and arithmetic with waves that are none.
 */
public final class Controls {
    private static final int P = 113;
    private static final int OTHER_MODULUS = 109;
    private static final double TRAIN_FRACTION = 0.3;
    private static final double MUCH_NOISE = 7;
    private static final int ABLATED = 42;
    private static final Map<Scope, Verdict.Kind> REFUTES_ALL_RUNS =
            Map.of(EVERY_GROKKED_RUN, REFUTED, AUTHORS_RUN, REFUTED);
    private static final Map<Scope, Verdict.Kind> REFUTES_EVERYTHING =
            Map.of(EVERY_GROKKED_RUN, REFUTED, AUTHORS_RUN, REFUTED, SWEEP, REFUTED);

    private Controls() {}

    /**
     * All controls, in the order of the table's columns.
     *
     * @param fixtures holds {@code runs/mainline-seed0}, {@code controls/shuffled-answers} and
     *     {@code reference/nanda2023.yaml}
     */
    public static List<Control> all(Path fixtures) {
        RecordedRun mainline = RecordedRun.open(fixtures.resolve("runs/mainline-seed0"));
        RecordedRun shuffled = RecordedRun.open(fixtures.resolve("controls/shuffled-answers"));
        Subject planted = planted("planted", Design.SOUND);
        Subject published = PublishedValues.read(fixtures.resolve("reference/nanda2023.yaml"));
        return List.of(
                model(
                        "planted",
                        "weights written by hand that add by five cosines",
                        Map.of(EVERY_GROKKED_RUN, UPHELD),
                        planted),
                model(
                        "published",
                        "the numbers that the paper reports of its own run",
                        Map.of(AUTHORS_RUN, UPHELD),
                        published),
                new Control(
                        "just-above",
                        "planted or published, with the claimed quantity itself just beyond its bound",
                        REFUTES_EVERYTHING,
                        claim -> offBound(claim, published, planted, JustOff.Side.ABOVE)),
                new Control(
                        "just-below",
                        "planted or published, with the claimed quantity just below a region that has two ends",
                        REFUTES_EVERYTHING,
                        claim -> Optional.of(claim.expect())
                                .filter(JustOff::hasTwoEnds)
                                .flatMap(expected -> offBound(claim, published, planted, JustOff.Side.BELOW))),
                new Control(
                        "at-bound",
                        "planted, with the claimed quantity on its bound, or at the value that the paper states",
                        Map.of(SWEEP, UPHELD),
                        claim -> offBound(claim, published, planted, JustOff.Side.ON)),
                new Control(
                        "ordered-sweep",
                        "runs written by hand that are the later the less they have of a setting",
                        Map.of(SWEEP, UPHELD),
                        SyntheticSweep::ordered),
                new Control(
                        "reversed-sweep",
                        "runs written by hand that are the later the more they have of a setting",
                        Map.of(SWEEP, REFUTED),
                        SyntheticSweep::reversed),
                new Control(
                        "never-grokked",
                        "a run without weight decay, which memorises and never generalises",
                        Map.of(EVERY_GROKKED_RUN, REFUTED),
                        alongTheRun(fixtures.resolve("sweeps/weight-decay/decay-0-seed0"))),
                new Control(
                        "no-gap",
                        "a run on eight tenths of the pairs, which generalises while it memorises",
                        Map.of(EVERY_GROKKED_RUN, REFUTED),
                        alongTheRun(fixtures.resolve("sweeps/train-fraction/fraction-0.8"))),
                model(
                        "noisy",
                        "planted, with a wave of another frequency that is as strong as its cosines",
                        Map.of(),
                        planted("noisy", Design.SOUND.withNu(MUCH_NOISE))),
                model(
                        "hidden",
                        "planted, adding by a sixth frequency too that W_L does not show",
                        Map.of(),
                        planted("hidden", Design.HIDDEN_FREQUENCY)),
                model(
                        "faulty",
                        "planted, with one cosine against the right answer and everything wired otherwise",
                        Map.of(),
                        planted("faulty", Design.FAULTY)),
                model("epoch-0", "seed 0 before training", REFUTES_ALL_RUNS, checkpoint("epoch-0", mainline, 0)),
                model(
                        "memorised",
                        "seed 0 at epoch 200: all training pairs right, test pairs near chance",
                        REFUTES_ALL_RUNS,
                        checkpoint("memorised", mainline, 200)),
                model(
                        "epoch-1400",
                        "seed 0 at epoch 1,400: the end of memorisation",
                        REFUTES_ALL_RUNS,
                        checkpoint("epoch-1400", mainline, 1400)),
                model(
                        "shuffled-answers",
                        "trained on the same pairs with their answers shuffled",
                        REFUTES_ALL_RUNS,
                        checkpoint("shuffled-answers", shuffled, shuffled.last().epoch())),
                model(
                        "ablated",
                        "seed 0 with frequency " + ABLATED + " taken out of the unembedding",
                        Map.of(),
                        ablated(mainline)),
                model("arithmetic", "arithmetic modulo " + P, Map.of(MATHEMATICS, UPHELD), new MathematicsSubject(P)),
                model(
                        "perturbed-waves",
                        "arithmetic with sines and cosines of slightly wrong angles",
                        Map.of(MATHEMATICS, REFUTED),
                        new MathematicsSubject("perturbed-waves", Waves.perturbed(P))),
                model(
                        "modulus-109",
                        "arithmetic modulo " + OTHER_MODULUS,
                        Map.of(),
                        new MathematicsSubject(OTHER_MODULUS)));
    }

    private static Control model(String name, String what, Map<Scope, Verdict.Kind> expected, Subject subject) {
        return new Control(name, what, expected, claim -> Optional.of(subject));
    }

    /** A run as evidence for claims about its series alone; its last model is another matter. */
    private static Function<Claim, Optional<Subject>> alongTheRun(Path folder) {
        Subject run = new RunSubject(RecordedRun.open(folder));
        return claim -> Optional.of(run).filter(subject -> claim.followsTheRun());
    }

    private static Optional<Subject> offBound(Claim claim, Subject published, Subject planted, JustOff.Side side) {
        return claim.expect().measure() instanceof SweepMeasure
                ? Optional.empty()
                : Optional.of(JustOff.of(claim.expect(), base(claim, published, planted), side));
    }

    private static Subject base(Claim claim, Subject published, Subject planted) {
        return claim.scope() == AUTHORS_RUN ? published : planted;
    }

    private static Subject planted(String name, Design design) {
        return new ControlSubject(
                new CheckpointSubject(name, PlantedCircuit.weights(design), Optional.of(splitThatSeesEverySum())),
                Optional.of(grokkingCurve()),
                Optional.of(TextbookCurves.of(P)));
    }

    /** The first one: a ramp of the planted circuit begins at each sum, and a probe cannot guess what it never saw. */
    private static Split splitThatSeesEverySum() {
        ModularAddition task = new ModularAddition(P);
        return LongStream.iterate(0, seed -> seed + 1)
                .mapToObj(seed -> Split.random(task, TRAIN_FRACTION, seed))
                .filter(split -> Arrays.stream(split.trainRows())
                                .map(row -> task.first(row) + task.second(row))
                                .distinct()
                                .count()
                        == 2 * P - 1)
                .findFirst()
                .orElseThrow();
    }

    /** A curve that memorises at epoch 200 and solves the test pairs at epoch 10,000. */
    private static LossCurve grokkingCurve() {
        return new LossCurve(IntStream.rangeClosed(0, 250)
                .map(i -> 100 * i)
                .mapToObj(epoch -> new LossCurve.Point(
                        epoch, epoch < 200 ? 4.7 : 1e-3, epoch == 0 ? 4.7 : epoch < 10_000 ? 20 : 1e-3))
                .toList());
    }

    private static Subject checkpoint(String name, RecordedRun run, int epoch) {
        return new ControlSubject(
                new CheckpointSubject(name, run.checkpoint(epoch).weights(), Optional.of(Split.of(run.experiment()))),
                Optional.of(run.losses().before(epoch + 1)),
                Optional.empty());
    }

    private static Subject ablated(RecordedRun run) {
        Weights weights = run.last().weights();
        return new ControlSubject(
                new CheckpointSubject(
                        "ablated",
                        without(new Frequency(ABLATED, weights.p()), weights),
                        Optional.of(Split.of(run.experiment()))),
                Optional.empty(),
                Optional.empty());
    }

    /** W_U less its projection, along the numbers, on cos and sin of one frequency; the "=" column stays. */
    private static Weights without(Frequency frequency, Weights weights) {
        Tensor unembedding = weights.get(WeightName.W_U);
        int p = weights.p();
        Tensor removed = FourierBasis.orthonormal(p)
                .project(unembedding.columns(0, p).transposed(), List.of(frequency))
                .transposed();
        double[] values = unembedding.toArray();
        for (int row = 0; row < unembedding.size(0); row++) {
            for (int c = 0; c < p; c++) {
                values[row * (p + 1) + c] -= removed.at(row, c);
            }
        }
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            tensors.put(name, name == WeightName.W_U ? Tensor.of(unembedding.shape(), values) : weights.get(name));
        }
        return new Weights(tensors);
    }
}
