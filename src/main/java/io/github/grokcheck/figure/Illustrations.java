package io.github.grokcheck.figure;

import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.SweepSubject;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.SweepMeasure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which pictures show what a claim speaks of. */
public final class Illustrations {
    /** Measures of the phases in which the circuit takes shape. */
    private static final Set<Measure> FORMING = Set.of(
            SeriesMeasure.TREND_CIRCUIT_FORMATION_LOW,
            SeriesMeasure.TREND_CIRCUIT_FORMATION_HIGH,
            SeriesMeasure.MONOTONICITY_CIRCUIT_FORMATION,
            SeriesMeasure.SHARPNESS_CLEANUP);

    private Illustrations() {}

    /** The pictures of all recorded runs together, whether or not the claim speaks of each; mostly none. */
    public static List<Figure> of(Claim claim, List<RunSubject> recorded) {
        return claim.expect().measure() == SeriesMeasure.LEAD
                ? RunPictures.leads(recorded).stream().toList()
                : List.of();
    }

    /** The pictures for what a claim expects; none where there is nothing to see, as of a recipe or of arithmetic. */
    public static List<Figure> of(Claim claim, Subject subject) {
        Measure measure = claim.expect().measure();
        if (measure == ModelMeasure.HEADS) {
            return checkpoint(subject).map(model -> heads(claim, model)).orElse(List.of());
        }
        return claim.followsTheRun() ? alongTheRun(claim, subject) : of(measure, subject);
    }

    /** The curve that the claim speaks of; all progress measures where it speaks of no single one. */
    private static List<Figure> alongTheRun(Claim claim, Subject subject) {
        if (!(subject instanceof RunSubject run)) {
            return List.of();
        }
        Measure measure = claim.expect().measure();
        Optional<ModelMeasure> quantity = quantity(claim);
        if (measure == SeriesMeasure.DISTANCE_FROM_PUBLISHED) {
            return quantity.flatMap(curve -> RunPictures.besidePublished(run, curve)).stream()
                    .toList();
        }
        Optional<Figure> curve =
                quantity.map(one -> RunPictures.curve(run, one)).orElseGet(() -> RunPictures.progress(run));
        return Stream.concat(curve.stream(), quantity.stream().flatMap(one -> spectra(measure, one, run)))
                .toList();
    }

    /** What becomes sparse, and what the circuit that forms is made of. */
    private static Stream<Figure> spectra(Measure measure, ModelMeasure quantity, RunSubject run) {
        if (!FORMING.contains(measure)) {
            return Stream.empty();
        }
        return switch (quantity) {
            case W_E_GINI, W_L_GINI ->
                Stream.of(RunPictures.embeddingForming(run), RunPictures.neuronToLogitForming(run))
                        .flatMap(Optional::stream);
            case RESTRICTED_ALL, EXCLUDED_TRAIN -> RunPictures.neuronToLogitForming(run).stream();
            default -> Stream.empty();
        };
    }

    private static Optional<ModelMeasure> quantity(Claim claim) {
        Measure measure = claim.expect().measure();
        if (measure == SeriesMeasure.INFLECTION_DISTANCE) {
            return Optional.of(ModelMeasure.SUM_OF_SQUARES);
        }
        return Stream.concat(Stream.of(measure), claim.expect().member().flatMap(Measure::byId).stream())
                .filter(ModelMeasure.class::isInstance)
                .map(ModelMeasure.class::cast)
                .findFirst();
    }

    /** The heads that the claim names, or all of them. */
    private static List<Figure> heads(Claim claim, CheckpointSubject checkpoint) {
        List<Figure> all = new ModelPictures(checkpoint).attention();
        Set<Integer> named = Stream.concat(Stream.of(claim.expect()), claim.requires().stream())
                .filter(condition -> condition.measure() == ModelMeasure.HEADS)
                .flatMap(condition -> condition.member().stream())
                .map(member -> Integer.valueOf(member.split("\\.", 2)[0]))
                .collect(Collectors.toSet());
        return IntStream.range(0, all.size())
                .filter(head -> named.isEmpty() || named.contains(head))
                .mapToObj(all::get)
                .toList();
    }

    private static List<Figure> of(Measure measure, Subject subject) {
        if (measure instanceof SweepMeasure) {
            return subject instanceof SweepSubject sweep ? SweepPictures.of(sweep) : List.of();
        }
        if (measure instanceof RunMeasure) {
            return subject instanceof RunSubject run ? List.of(RunPictures.losses(run)) : List.of();
        }
        return measure instanceof ModelMeasure ofModel
                ? checkpoint(subject)
                        .map(checkpoint -> ofModel(ofModel, checkpoint, subject))
                        .orElse(List.of())
                : List.of();
    }

    private static Optional<CheckpointSubject> checkpoint(Subject subject) {
        if (subject instanceof RunSubject run) {
            return Optional.of(run.last());
        }
        return subject instanceof CheckpointSubject checkpoint ? Optional.of(checkpoint) : Optional.empty();
    }

    private static List<Figure> ofModel(ModelMeasure measure, CheckpointSubject checkpoint, Subject subject) {
        ModelPictures pictures = new ModelPictures(checkpoint);
        return switch (measure) {
            case LOSS_ALL, LOSS_TRAIN, LOSS_TEST, ACCURACY_ALL, ACCURACY_TRAIN, ACCURACY_TEST ->
                of(RunMeasure.EPOCH_TEST_SOLVED, subject);
            case W_E_PROMINENT_FREQUENCIES, W_E_GINI, W_E_ENERGY_IN_KEYS -> List.of(pictures.embedding());
            case W_L_KEY_FREQUENCIES, W_L_GINI, W_L_RESIDUAL, W_L_RANK_99, W_L_ENERGY_IN_RANK_2K ->
                List.of(pictures.neuronToLogit());
            case DIRECTIONS_FVE, DIRECTIONS_SMALLEST_FVE ->
                pictures.members(
                        "Variance of the neuron directions that their wave explains", ModelMeasure.DIRECTIONS_FVE);
            case W_L_CLUSTER_PURITY ->
                pictures.members("Share of its own frequency in what W_L reads from a cluster", measure);
            case PROBE_FVE -> pictures.members("Variance of the waves that a linear probe finds", measure);
            case ALPHA, ALPHA_RELATIVE_GAP, COSINE_SUM_FVE ->
                pictures.members("Weight of each cosine in the logits", ModelMeasure.ALPHA);
            case BLOCK_ENERGY_SHARE, COMPONENT_GAP -> List.of(pictures.logitComponents());
            case EXCLUDED_TRAIN_EACH ->
                pictures.members("Loss of the training pairs without one key frequency", measure);
            case EXCLUDED_ALL_EACH -> pictures.members("Loss of all pairs without one key frequency", measure);
            case EXCLUDED_ALL_OTHERS -> pictures.members("Loss of all pairs without one other frequency", measure);
            case RESTRICTED_ALL,
                    RESTRICTED_TRAIN,
                    RESTRICTED_WITHOUT_CONSTANT,
                    RESTRICTED_TWENTY_TERMS,
                    EXCLUDED_TRAIN,
                    EXCLUDED_TRAIN_EVERY,
                    KEY_BLOCKS,
                    COSINE_SUM_LOSS,
                    MLP_ON_DIRECTIONS,
                    MLP_OFF_DIRECTIONS -> List.of(pictures.ablations());
            case MLP_SKIP_ZERO,
                    MLP_SKIP_MEAN,
                    HEADS_ZERO,
                    ATTENTION_SKIP_ZERO,
                    ATTENTION_WITHOUT_EQUALS,
                    ATTENTION_LINEAR,
                    NEURONS_AS_POLYNOMIALS -> List.of(pictures.replacedParts());
            case ATTENTION_TO_EQUALS -> pictures.members("Attention from = to itself", measure);
            case SINGLE_FREQUENCY_NEURONS, OFF_KEY_NEURONS, NEURON_CLUSTERS ->
                pictures.members("Neurons of a single frequency", ModelMeasure.NEURON_CLUSTERS);
            case FIRST_NEURON_FREQUENCY -> List.of(pictures.neuron(0));
            case HEADS, HEAD_SCORES -> pictures.attention();
            case SUM_OF_SQUARES, SUM_OF_SQUARES_EACH -> List.of(pictures.weights());
            case MARGIN_MEAN -> List.of();
        };
    }
}
