package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.SetupMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.Provenance;
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
        assertThat(subjectNames(Scope.SWEEP)).isEmpty();
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
        Evidence evidence = Evidence.of(List.of(
                run("seed0", MAINLINE),
                run("short", MAINLINE.withEpochs(100)),
                run("seed1", MAINLINE.withSeed(1)),
                run("other-split", withSeeds(new Experiment.Seeds(1, 0))),
                run("shuffled", withSeeds(new Experiment.Seeds(0, 0, Optional.of(1L)))),
                run("less-data", withTask(new Experiment.Task(113, 0.2))),
                run("less-decay", withDecay(0.1)),
                run("tiny", tiny())));
        return evidence.subjectsFor(claimOf(scope)).stream().map(Subject::name).toList();
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
        new Provenance(
                        recipe.fingerprint(),
                        "none",
                        "made by a test",
                        "none",
                        "none",
                        1,
                        1,
                        "2026-01-01",
                        0,
                        new TreeMap<>(digests))
                .writeTo(run);
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
