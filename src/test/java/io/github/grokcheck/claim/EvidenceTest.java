package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.RunSelection.Setting;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Phase;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.SetupMeasure;
import io.github.grokcheck.measure.SweepMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.TestProvenance;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    private static final Experiment MAINLINE = Recipes.find("mainline");

    private static final Measure LOSS = ModelMeasure.LOSS_ALL;

    @TempDir
    Path folder;

    @Test
    void the_authors_run_is_the_mainline_recipe_with_seed_0_whatever_its_length() {
        assertThat(subjectNames(Scope.AUTHORS_RUN)).containsExactly("seed0", "short");
    }

    @Test
    void every_grokked_run_is_the_mainline_recipe_with_any_seed() {
        assertThat(subjectNames(Scope.EVERY_GROKKED_RUN)).containsExactly("seed0", "short", "seed1", "other-split");
    }

    @Test
    void all_runs_are_kept_in_their_order() {
        assertThat(evidence().runs())
                .extracting(RunSubject::name)
                .containsExactly(
                        "seed0", "short", "seed1", "other-split", "shuffled", "less-data", "less-decay", "tiny");
    }

    @Test
    void runs_that_differ_in_rounding_length_and_saving_alone_have_one_seed() {
        Experiment often = new Experiment(
                "often",
                MAINLINE.task(),
                MAINLINE.architecture(),
                MAINLINE.optimizer(),
                new Experiment.Schedule(MAINLINE.schedule().epochs(), 7),
                MAINLINE.seeds());
        assertThat(new RunSubject(run("often", often)).seed())
                .isEqualTo(new RunSubject(run("seed0", MAINLINE)).seed())
                .isNotEqualTo(new RunSubject(run("seed1", MAINLINE.withSeed(1))).seed());
    }

    @Test
    void mathematics_needs_no_run() {
        assertThat(subjectNames(Scope.MATHEMATICS)).containsExactly("arithmetic mod 113");
    }

    @Test
    void a_sweep_is_the_runs_with_the_settings_that_the_claim_names() {
        assertThat(subjectNames(sweep(LOSS, Map.of(Setting.WEIGHT_DECAY, List.of(0.1, 5.0)))))
                .containsExactly("less-decay");
        assertThat(subjectNames(sweep(LOSS, Map.of(Setting.TRAIN_FRACTION, List.of(0.2, 0.3)))))
                .containsExactly("seed0", "short", "seed1", "other-split", "less-data");
        assertThat(subjectNames(
                        sweep(LOSS, Map.of(Setting.TRAIN_FRACTION, List.of(0.2, 0.3), Setting.SEED, List.of(1.0)))))
                .containsExactly("seed1");
        assertThat(subjectNames(sweep(LOSS, Map.of(Setting.WEIGHT_DECAY, List.of(7.0)))))
                .isEmpty();
    }

    @Test
    void runs_that_are_compared_are_one_subject() {
        Map<Setting, List<Double>> settings = Map.of(Setting.WEIGHT_DECAY, List.of(0.1, 1.0));
        assertThat(subjectNames(sweep(SweepMeasure.LESS_IS_LATER, settings)))
                .containsExactly("5 runs by weight decay: 0.1, 1");
        Subject sweep = evidence()
                .subjectsFor(sweep(SweepMeasure.LESS_IS_LATER, settings))
                .get(0);
        // All curves of this test are the same, so nothing is later.
        assertThat(sweep.value(SweepMeasure.LESS_IS_LATER))
                .isEqualTo(new Value.Members(Map.of("epoch.train-loss-below-0.01", 0.0)));
        assertThat(sweep.value(LOSS)).isInstanceOf(Value.Unavailable.class);
        assertThat(new RunSubject(run("seed0", MAINLINE)).value(SweepMeasure.LESS_IS_LATER))
                .isInstanceOf(Value.Unavailable.class);
    }

    @Test
    void a_run_kept_without_checkpoints_answers_from_its_curve_alone() {
        RunSubject subject = new RunSubject(run("losses", MAINLINE));
        assertThat(subject.value(ModelMeasure.LOSS_ALL)).isInstanceOf(Value.Unavailable.class);
        assertThat(subject.value(RunMeasure.EPOCH_TRAIN_MEMORISED)).isEqualTo(new Value.Count(100));
        assertThat(subject.under(KeyRule.EVERY_NEURON)).isSameAs(subject);
    }

    @Test
    void at_a_moment_a_run_is_what_was_recorded_of_it_there() {
        RunSubject subject = new RunSubject(RecordedRun.open(Path.of("fixtures/runs/mainline-seed0")));
        assertThat(subject.at(new Moment.Last())).isSameAs(subject);
        Subject memorised = subject.at(new Moment.Epoch(1_400));
        Weights weights = subject.run().checkpoint(1_400).weights();
        double loss = ((Value.Scalar) ModelMeasure.LOSS_TEST.of(new MeasuredModel(
                        weights, Optional.of(Split.of(subject.run().experiment())), Optional.empty())))
                .x();
        assertThat(((Value.Scalar) memorised.value(ModelMeasure.LOSS_TEST)).x()).isCloseTo(loss, within(1e-9));
        assertThat(memorised.value(RunMeasure.EPOCH_TRAIN_MEMORISED))
                .isEqualTo(subject.value(RunMeasure.EPOCH_TRAIN_MEMORISED));
        assertThat(memorised.name()).isEqualTo(subject.name());
        assertThat(memorised.seed()).isEqualTo(subject.seed());
        assertThat(subject.at(new Moment.EndOf(Phase.MEMORISATION)).value(ModelMeasure.LOSS_TEST))
                .as("its memorisation ends at epoch 1,400 by the rule")
                .isEqualTo(memorised.value(ModelMeasure.LOSS_TEST));
        assertThat(subject.value(SeriesMeasure.MEMORISATION_ENDS)).isEqualTo(new Value.Count(1_400));
    }

    @Test
    void at_the_end_of_a_phase_a_run_without_phases_has_no_value() {
        RunSubject subject = new RunSubject(RecordedRun.open(Path.of("fixtures/sweeps/weight-decay/decay-0-seed0")));
        assertThat(subject.at(new Moment.EndOf(Phase.MEMORISATION)).value(ModelMeasure.LOSS_TEST))
                .isInstanceOf(Value.Undefined.class);
        assertThat(subject.at(new Moment.Epoch(1_400)).value(ModelMeasure.LOSS_TEST))
                .isInstanceOf(Value.Scalar.class);
    }

    @Test
    void at_a_moment_another_rule_for_keys_sees_nothing_unless_the_keys_are_the_same() {
        RunSubject subject = new RunSubject(RecordedRun.open(Path.of("fixtures/runs/mainline-seed0")));
        Subject memorised = subject.at(new Moment.Epoch(1_400));
        assertThat(memorised.under(KeyRule.W_L)).isSameAs(memorised);
        RunSubject memorising = new RunSubject(RecordedRun.open(Path.of("fixtures/sweeps/weight-decay/decay-0-seed0")));
        assertThat(memorising
                        .at(new Moment.Epoch(1_400))
                        .under(KeyRule.EVERY_NEURON)
                        .value(ModelMeasure.LOSS_TEST))
                .as("its keys differ between the rules, and the series was recorded with those of W_L")
                .isInstanceOf(Value.Unavailable.class);
    }

    @Test
    void at_a_moment_that_was_not_recorded_there_is_nothing() {
        RunSubject subject = new RunSubject(RecordedRun.open(Path.of("fixtures/runs/mainline-seed0")));
        assertThat(subject.at(new Moment.Epoch(1_450)).value(ModelMeasure.LOSS_TEST))
                .isInstanceOf(Value.Unavailable.class);
        assertThat(subject.at(new Moment.Epoch(1_400)).value(ModelMeasure.HEADS))
                .isEqualTo(new Value.Unavailable("heads was not recorded along the run"));
        assertThat(subject.at(new Moment.Epoch(0)).value(ModelMeasure.LOSS_TEST))
                .as("the first record is one, too")
                .isInstanceOf(Value.Scalar.class);
        Subject unrecorded = new RunSubject(run("losses", MAINLINE)).at(new Moment.Epoch(0));
        assertThat(unrecorded.value(ModelMeasure.LOSS_TEST)).isInstanceOf(Value.Unavailable.class);
    }

    @Test
    void a_run_answers_from_its_curve_its_recipe_and_its_last_checkpoint() {
        Subject subject = new RunSubject(run("tiny", tiny()));
        assertThat(subject.name()).isEqualTo("tiny");
        assertThat(subject.value(RunMeasure.EPOCH_TRAIN_MEMORISED)).isEqualTo(new Value.Count(100));
        assertThat(subject.value(SetupMeasure.MODULUS)).isEqualTo(new Value.Count(5));
        assertThat(subject.value(MathematicsMeasure.UNIFORM_LOSS)).isEqualTo(new Value.Scalar(Math.log(5)));
        assertThat(subject.value(ModelMeasure.LOSS_TRAIN)).isInstanceOf(Value.Scalar.class);
        assertThat(subject.value(ModelMeasure.LOSS_TRAIN)).isSameAs(subject.value(ModelMeasure.LOSS_TRAIN));
    }

    @Test
    void a_lone_checkpoint_answers_from_its_weights_alone() {
        Subject subject = new CheckpointSubject("lone", weights(tiny()), Optional.empty());
        assertThat(subject.value(ModelMeasure.LOSS_ALL)).isInstanceOf(Value.Scalar.class);
        assertThat(subject.value(ModelMeasure.LOSS_TRAIN)).isInstanceOf(Value.Unavailable.class);
        assertThat(subject.value(RunMeasure.EPOCH_TEST_SOLVED)).isInstanceOf(Value.Unavailable.class);
        assertThat(subject.value(SetupMeasure.MODULUS)).isInstanceOf(Value.Unavailable.class);
        assertThat(subject.value(MathematicsMeasure.UNIFORM_LOSS)).isEqualTo(new Value.Scalar(Math.log(5)));
    }

    @Test
    void arithmetic_answers_mathematics_alone() {
        Subject subject = new MathematicsSubject(113);
        assertThat(subject.value(MathematicsMeasure.UNIFORM_LOSS)).isEqualTo(new Value.Scalar(Math.log(113)));
        assertThat(subject.value(ModelMeasure.LOSS_ALL)).isInstanceOf(Value.Unavailable.class);
    }

    private List<String> subjectNames(Scope scope) {
        return subjectNames(claimOf(scope));
    }

    private List<String> subjectNames(Claim claim) {
        return evidence().subjectsFor(claim).stream().map(Subject::name).toList();
    }

    private static Claim sweep(Measure measure, Map<Setting, List<Double>> settings) {
        Claim claim = Claims.claim(Claims.condition(measure, new Expectation.AtLeast(0)));
        return new Claim(
                claim.id(),
                claim.where(),
                claim.statement(),
                claim.reading(),
                claim.expect(),
                claim.requires(),
                claim.basis(),
                Scope.SWEEP,
                new RunSelection(settings),
                new Moment.Last(),
                new EvidenceRule.EveryRun(),
                Noise.DEFAULT,
                claim.status(),
                claim.knownDeviation(),
                Map.of());
    }

    private Evidence evidence() {
        return Evidence.of(List.of(
                run("seed0", MAINLINE),
                run("short", MAINLINE.withEpochs(100)),
                run("seed1", MAINLINE.withSeed(1)),
                run("other-split", withSeeds(new Experiment.Seeds(1, 0))),
                run("shuffled", withSeeds(new Experiment.Seeds(0, 0, Optional.of(1L)))),
                run("less-data", withTask(new Experiment.Task(113, 0.2))),
                run("less-decay", withDecay(0.1)),
                run("tiny", tiny())));
    }

    private static Claim claimOf(Scope scope) {
        Claim claim = Claims.claim(new Claim.Status.Tested());
        return new Claim(
                claim.id(),
                claim.where(),
                claim.statement(),
                claim.reading(),
                claim.expect(),
                claim.requires(),
                claim.basis(),
                scope,
                new EvidenceRule.EveryRun(),
                claim.status(),
                claim.knownDeviation(),
                Map.of());
    }

    private RecordedRun run(String name, Experiment recipe) {
        Path run = folder.resolve(name);
        try {
            Files.createDirectories(run);
            Files.writeString(run.resolve("recipe.yaml"), Recipes.write(recipe));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        new LossCurve(List.of(new LossCurve.Point(0, 2, 2), new LossCurve.Point(100, 0.001, 3)))
                .writeTo(run.resolve("losses.csv.gz"));
        Map<String, String> digests = new TreeMap<>();
        digests.put("recipe.yaml", Sha256.of(run.resolve("recipe.yaml")));
        digests.put("losses.csv.gz", Sha256.of(run.resolve("losses.csv.gz")));
        if (recipe.task().p() == 5) {
            new Checkpoint(name, 100, weights(recipe)).writeTo(run.resolve("epoch-00100.safetensors"));
            digests.put("epoch-00100.safetensors", Sha256.of(run.resolve("epoch-00100.safetensors")));
        }
        TestProvenance.of(recipe).withFiles(digests).writeTo(run);
        return RecordedRun.open(run);
    }

    private static Weights weights(Experiment recipe) {
        Random random = new Random(7);
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            var shape = name.shape(recipe.task().p(), recipe.architecture());
            double[] values = random.doubles(shape.sizes().stream().reduce(1, (a, b) -> a * b), -1, 1)
                    .toArray();
            tensors.put(name, Tensor.owning(shape, values));
        }
        return new Weights(tensors);
    }

    private static Experiment tiny() {
        return new Experiment(
                "tiny",
                new Experiment.Task(5, 0.5),
                new Experiment.Architecture(4, 2, 2, 8),
                MAINLINE.optimizer(),
                MAINLINE.schedule(),
                MAINLINE.seeds());
    }

    private static Experiment withSeeds(Experiment.Seeds seeds) {
        return new Experiment(
                "mainline", MAINLINE.task(), MAINLINE.architecture(), MAINLINE.optimizer(), MAINLINE.schedule(), seeds);
    }

    private static Experiment withTask(Experiment.Task task) {
        return new Experiment(
                "mainline", task, MAINLINE.architecture(), MAINLINE.optimizer(), MAINLINE.schedule(), MAINLINE.seeds());
    }

    private static Experiment withDecay(double decay) {
        Experiment.AdamW adam = MAINLINE.optimizer();
        return new Experiment(
                "mainline",
                MAINLINE.task(),
                MAINLINE.architecture(),
                new Experiment.AdamW(adam.lr(), decay, adam.beta1(), adam.beta2(), adam.eps(), adam.warmupSteps()),
                MAINLINE.schedule(),
                MAINLINE.seeds());
    }
}
