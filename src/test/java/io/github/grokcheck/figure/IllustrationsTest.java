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

        assertThat(figure.components()).hasSize(P);
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
                        "gini.W_L along mainline-seed0, shaded: memorisation to 1,400, cleanup from 9,800 to 14,100");
        assertThat(figure.panels()).hasSize(1);
        assertThat(figure.panels().get(0).quantity().scale()).isEqualTo(Figure.Scale.LINEAR);
        assertThat(figure.panels().get(0).curves().get(0).points()).hasSize(251);
        assertThat(figure.bands()).containsExactly(new Figure.Band(0, 1_400), new Figure.Band(9_800, 14_100));
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
    void leads_are_bars_one_for_each_progress_measure() {
        Figure.Bars figure = (Figure.Bars)
                only(Illustrations.of(claim(SeriesMeasure.LEAD, Optional.of("loss.restricted.all")), shippedRun()));
        assertThat(figure.bars()).hasSize(5).contains(new Figure.Bar("loss.restricted.all", 3_800, Figure.Role.PLAIN));
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

    private static Subject shippedRun() {
        return new RunSubject(RecordedRun.open(Path.of("fixtures/runs/mainline-seed0")));
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
