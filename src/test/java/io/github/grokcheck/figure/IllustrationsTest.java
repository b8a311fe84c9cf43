package io.github.grokcheck.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.EvidenceRule;
import io.github.grokcheck.claim.Expectation;
import io.github.grokcheck.claim.MathematicsSubject;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.SweepSubject;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Phases;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.SetupMeasure;
import io.github.grokcheck.measure.SweepMeasure;
import io.github.grokcheck.measure.SweepPoint;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.ToyClaims;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IllustrationsTest {
    private static final int P = 7;
    private static final CheckpointSubject MODEL = untrainedModel();

    /** What these show of a lone model is its run's loss curve, which it has not, or nothing at all. */
    private static final Set<ModelMeasure> WITHOUT_PICTURE = EnumSet.of(
            ModelMeasure.LOSS_ALL,
            ModelMeasure.LOSS_TRAIN,
            ModelMeasure.LOSS_TEST,
            ModelMeasure.ACCURACY_ALL,
            ModelMeasure.ACCURACY_TRAIN,
            ModelMeasure.ACCURACY_TEST,
            ModelMeasure.MARGIN_MEAN,
            // In the untrained model every frequency is key, and no neuron follows a single one.
            ModelMeasure.EXCLUDED_ALL_OTHERS,
            ModelMeasure.W_L_CLUSTER_PURITY,
            ModelMeasure.OFF_KEY_NEURONS,
            ModelMeasure.SINGLE_FREQUENCY_NEURONS,
            ModelMeasure.NEURON_CLUSTERS);

    @ParameterizedTest
    @EnumSource(ModelMeasure.class)
    void a_measure_of_a_model_has_a_picture_that_can_be_drawn_where_there_is_something_to_see(ModelMeasure measure) {
        Studio studio = Studio.open(warning -> {});

        List<Figure> figures = Illustrations.of(claim(measure, Optional.empty()), MODEL);

        assertThat(figures.isEmpty()).isEqualTo(WITHOUT_PICTURE.contains(measure));
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.title()).endsWith("(toy)");
            assertThat(studio.png(figure)).isPresent();
        });
    }

    @Test
    void a_claim_on_one_head_shows_that_head() {
        List<Figure> figures = Illustrations.of(claim(ModelMeasure.HEADS, Optional.of("1.frequency")), MODEL);

        assertThat(figures).extracting(Figure::title).containsExactly("Head 1: attention from = to a (toy)");
    }

    @Test
    void a_heat_map_of_attention_holds_the_pair_a_b_in_row_a_and_column_b() {
        Figure.HeatMap map =
                (Figure.HeatMap) Illustrations.of(claim(ModelMeasure.HEADS, Optional.of("0.frequency")), MODEL)
                        .get(0);

        double ofPair25 = MODEL.model()
                .activations()
                .attention()
                .at(0, MODEL.model().task().row(2, 5));
        assertThat(map.values().at(2, 5)).isEqualTo(ofPair25);
    }

    @Test
    void components_hold_the_constant_every_cosine_and_every_sine() {
        Figure.Components figure =
                (Figure.Components) Illustrations.of(claim(ModelMeasure.W_E_GINI, Optional.empty()), MODEL)
                        .get(0);

        assertThat(figure.spectra()).hasSize(1);
        assertThat(figure.spectra().get(0).norms()).hasSize(P);
        assertThat(figure.keys()).allSatisfy(k -> assertThat(k).isBetween(1, (P - 1) / 2));
    }

    @Test
    void ablations_name_the_untouched_model_first_and_hold_its_loss() {
        Figure.Bars bars = (Figure.Bars) Illustrations.of(claim(ModelMeasure.KEY_BLOCKS, Optional.empty()), MODEL)
                .get(0);

        assertThat(bars.bars()).hasSize(10);
        assertThat(bars.bars().get(0).role()).isEqualTo(Figure.Role.UNTOUCHED);
        assertThat(MODEL.value(ModelMeasure.LOSS_ALL))
                .isEqualTo(new Value.Scalar(bars.bars().get(0).length()));
    }

    @ParameterizedTest
    @EnumSource(SetupMeasure.class)
    void a_recipe_has_no_picture(SetupMeasure measure) {
        assertThat(Illustrations.of(claim(measure, Optional.empty()), MODEL)).isEmpty();
    }

    @Test
    void arithmetic_and_the_loss_curve_of_a_lone_model_have_no_picture() {
        assertThat(Illustrations.of(
                        claim(MathematicsMeasure.UNIFORM_LOSS, Optional.empty()), new MathematicsSubject(P)))
                .isEmpty();
        assertThat(Illustrations.of(claim(RunMeasure.EPOCH_TEST_SOLVED, Optional.empty()), MODEL))
                .isEmpty();
    }

    @Test
    void a_claim_about_one_quantity_along_a_run_shows_that_curve_with_the_phases() {
        Figure.Curves figure = (Figure.Curves)
                only(Illustrations.of(claim(SeriesMeasure.TREND_CLEANUP_LOW, Optional.of("gini.W_L")), shippedRun()));
        assertThat(figure.title())
                .isEqualTo(
                        "gini.W_L along mainline-seed0, shaded: memorisation to 1,400, cleanup from 9,800 to 12,900");
        assertThat(figure.panels()).hasSize(1);
        assertThat(figure.panels().get(0).quantity().scale()).isEqualTo(Figure.Scale.LINEAR);
        assertThat(figure.panels().get(0).curves().get(0).points()).hasSize(251);
        assertThat(figure.bands()).containsExactly(new Figure.Band(0, 1_400), new Figure.Band(9_800, 12_900));
        assertThat(Studio.open(warning -> {}).png(figure)).isPresent();
    }

    @Test
    void a_claim_about_the_phases_shows_the_panels_of_figure_7() {
        Figure.Curves figure = (Figure.Curves)
                only(Illustrations.of(claim(SeriesMeasure.CLEANUP_ENDS, Optional.empty()), shippedRun()));
        assertThat(figure.panels()).hasSize(4);
        assertThat(figure.panels().stream().flatMap(panel -> panel.curves().stream()))
                .extracting(Figure.Curve::name)
                .containsExactly(
                        "loss.train",
                        "loss.test",
                        "loss.restricted.all",
                        "loss.excluded.train",
                        "gini.W_E",
                        "gini.W_L",
                        "weights.sum-of-squares");
        assertThat(Studio.open(warning -> {}).png(figure)).isPresent();
    }

    @Test
    void the_authors_curve_is_drawn_beside_ours() {
        Figure.Curves figure = (Figure.Curves) only(Illustrations.of(
                claim(SeriesMeasure.DISTANCE_FROM_PUBLISHED, Optional.of("loss.excluded.train")), shippedRun()));
        assertThat(figure.panels().get(0).curves())
                .extracting(Figure.Curve::name)
                .containsExactly(
                        "loss.excluded.train", "loss.excluded.train.every-frequency", "authors' loss.excluded.train");
    }

    @Test
    void a_claim_about_sparsity_shows_both_spectra_at_the_kept_checkpoints_with_the_last_ones_keys() {
        List<Figure> figures =
                Illustrations.of(claim(SeriesMeasure.SHARPNESS_CLEANUP, Optional.of("gini.W_L")), shippedRun());
        assertThat(figures)
                .extracting(Figure::title)
                .endsWith(
                        "Embedding W_E in the Fourier basis along mainline-seed0",
                        "Neuron-to-logit map W_L in the Fourier basis along mainline-seed0");
        Figure.Components embedding = (Figure.Components) figures.get(1);
        assertThat(embedding.spectra())
                .extracting(Figure.Snapshot::name)
                .containsExactly("epoch 0", "epoch 200", "epoch 1,400", "epoch 9,400", "epoch 14,000", "epoch 25,000");
        assertThat(embedding.keys()).containsExactly(14, 35, 41, 42, 52);
        Figure.Components neuronToLogit = (Figure.Components) figures.get(2);
        assertThat(shareOfKeys(neuronToLogit, 0)).isLessThan(0.2);
        assertThat(shareOfKeys(neuronToLogit, 5)).isGreaterThan(0.95);
        assertThat(Studio.open(warning -> {}).png(embedding)).isPresent();
    }

    @Test
    void of_many_checkpoints_those_nearest_the_bounds_of_the_phases_are_shown() {
        List<Integer> kept =
                IntStream.rangeClosed(0, 250).mapToObj(i -> 100 * i).toList();
        assertThat(RunPictures.moments(kept, Optional.of(new Phases(1_400, 9_820, 14_100))))
                .containsExactly(0, 1_400, 9_800, 14_100, 25_000);
        assertThat(RunPictures.moments(kept, Optional.empty()))
                .containsExactly(0, 5_000, 10_000, 15_000, 20_000, 25_000);
    }

    /** Of the squared norms, the constant's apart. */
    private static double shareOfKeys(Figure.Components figure, int panel) {
        List<Double> norms = figure.spectra().get(panel).norms();
        double ofKeys = figure.keys().stream()
                .mapToDouble(k -> Math.pow(norms.get(2 * k - 1), 2) + Math.pow(norms.get(2 * k), 2))
                .sum();
        return ofKeys / norms.stream().skip(1).mapToDouble(norm -> norm * norm).sum();
    }

    @Test
    void a_claim_about_the_circuit_that_forms_shows_what_it_is_made_of() {
        List<Figure> figures = Illustrations.of(
                claim(SeriesMeasure.TREND_CIRCUIT_FORMATION_HIGH, Optional.of("loss.restricted.all")), shippedRun());
        assertThat(figures).hasSize(2);
        assertThat(figures.get(1).title()).startsWith("Neuron-to-logit map W_L");
    }

    @Test
    void a_run_kept_without_checkpoints_has_no_spectra() {
        assertThat(Illustrations.of(
                        claim(SeriesMeasure.SHARPNESS_CLEANUP, Optional.of("gini.W_L")),
                        recorded("sweeps/weight-decay/decay-3-seed0")))
                .hasOnlyElementsOfType(Figure.Curves.class);
    }

    @Test
    void leads_are_dots_of_all_recorded_runs_with_their_mean() {
        Figure.Dots figure = (Figure.Dots) only(Illustrations.of(
                claim(SeriesMeasure.LEAD, Optional.of("loss.restricted.all")),
                List.of(recorded("runs/mainline-seed0"), recorded("sweeps/weight-decay/decay-3-seed0"))));
        assertThat(figure.rows()).hasSize(5);
        Figure.Row restricted = figure.rows().get(0);
        assertThat(restricted.name()).isEqualTo("loss.restricted.all");
        assertThat(restricted.dots())
                .containsExactly(
                        new Figure.Dot(3_700, "run of the mainline recipe"),
                        new Figure.Dot(2_600, "run with another weight decay or share of pairs"));
        assertThat(restricted.mean().orElseThrow().mean()).isEqualTo(3_150);
    }

    @Test
    void without_a_run_with_phases_there_are_no_leads_to_see() {
        Claim lead = claim(SeriesMeasure.LEAD, Optional.of("loss.restricted.all"));
        assertThat(Illustrations.of(lead, List.of(recorded("sweeps/weight-decay/decay-0-seed0"))))
                .isEmpty();
        assertThat(Illustrations.of(claim(ModelMeasure.W_E_GINI, Optional.empty()), List.of(shippedRun())))
                .isEmpty();
    }

    @Test
    void runs_that_are_compared_are_bars_and_curves_by_setting() {
        LossCurve grokked = new LossCurve(List.of(
                new LossCurve.Point(0, 4, 4), new LossCurve.Point(100, 0.1, 20), new LossCurve.Point(200, 0.1, 0.1)));
        SweepSubject sweep = new SweepSubject(
                "2 runs by weight-decay",
                List.of(new SweepPoint(1, 0, grokked), new SweepPoint(0.3, 0, grokked.before(200))));
        List<Figure> figures =
                Illustrations.of(claim(SweepMeasure.LESS_IS_LATER, Optional.of("epoch.test-loss-below-1")), sweep);
        assertThat(((Figure.Bars) figures.get(0)).bars())
                .containsExactly(
                        new Figure.Bar("0.3, seed 0", 100, Figure.Role.UNFINISHED),
                        new Figure.Bar("1, seed 0", 200, Figure.Role.PLAIN));
        assertThat(((Figure.Curves) figures.get(1)).panels().get(0).curves())
                .extracting(Figure.Curve::name)
                .containsExactly("0.3, seed 0", "1, seed 0");
        assertThat(figures)
                .allSatisfy(figure ->
                        assertThat(Studio.open(warning -> {}).png(figure)).isPresent());
    }

    @Test
    void a_lone_model_has_no_curves_along_a_run() {
        assertThat(Illustrations.of(claim(SeriesMeasure.CLEANUP_ENDS, Optional.empty()), MODEL))
                .isEmpty();
    }

    private static Figure only(List<Figure> figures) {
        assertThat(figures).hasSize(1);
        return figures.get(0);
    }

    private static RunSubject shippedRun() {
        return recorded("runs/mainline-seed0");
    }

    private static RunSubject recorded(String run) {
        return new RunSubject(RecordedRun.open(Path.of("fixtures").resolve(run)));
    }

    private static Claim claim(Measure measure, Optional<String> member) {
        Claim toy = ToyClaims.claim("toy.a", new Claim.Status.Tested(), Optional.empty());
        return new Claim(
                toy.id(),
                toy.where(),
                toy.statement(),
                toy.reading(),
                new Condition(measure, member, new Expectation.AtLeast(0)),
                List.of(),
                toy.basis(),
                toy.scope(),
                new EvidenceRule.EveryRun(),
                toy.status(),
                toy.knownDeviation(),
                Map.of());
    }

    private static CheckpointSubject untrainedModel() {
        Random random = new Random(0);
        Map<WeightName, Tensor> weights = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            Shape shape = name.shape(P, new Architecture(8, 2, 4, 16));
            double[] values = random.doubles(shape.count(), -0.5, 0.5).toArray();
            weights.put(name, Tensor.of(shape, values));
        }
        Split split = Split.random(new ModularAddition(P), 0.3, 0);
        return new CheckpointSubject("toy", new Weights(weights), Optional.of(split));
    }

    @Test
    void a_subject_of_another_kind_has_no_picture() {
        Subject stranger = new Subject() {
            @Override
            public String name() {
                return "stranger";
            }

            @Override
            public Value value(Measure measure) {
                return new Value.Scalar(0);
            }
        };

        assertThat(Illustrations.of(claim(ModelMeasure.W_E_GINI, Optional.empty()), stranger))
                .isEmpty();
    }
}
