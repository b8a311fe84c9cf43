package io.github.grokcheck.figure;

import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.SweepSubject;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunMeasure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the paper's figures, drawn anew from what was measured here.
 *
 * @param number as the paper counts: "Figure 3"
 * @param caption what it shows
 * @param figures the pictures
 * @param numbers the quantities in it of which the paper states a number
 */
public record PaperFigure(String number, String caption, List<Figure> figures, List<Measure> numbers) {
    public PaperFigure {
        figures = List.copyOf(figures);
        numbers = List.copyOf(numbers);
    }

    /**
     * The figures that a run shows.
     *
     * @param run stands for the authors' own
     * @param recorded all runs
     * @param sweeps runs that differ in one setting
     */
    public static List<PaperFigure> ofRun(RunSubject run, List<RunSubject> recorded, List<SweepSubject> sweeps) {
        List<PaperFigure> figures = new ArrayList<>();
        figures.add(new PaperFigure(
                "Figure 2",
                "First the training pairs are learnt, long afterwards the test pairs",
                List.of(RunPictures.losses(run)),
                List.of(RunMeasure.EPOCH_TEST_BELOW_ONE, ModelMeasure.LOSS_TRAIN, ModelMeasure.LOSS_TEST)));
        if (!run.run().epochs().isEmpty()) {
            figures.addAll(ofModel(run.last()));
        }
        figures.add(new PaperFigure(
                "Figure 7",
                "The progress measures along the run, and beside the authors'",
                Stream.concat(
                                RunPictures.progress(run).stream(),
                                Stream.of(
                                                ModelMeasure.EXCLUDED_TRAIN,
                                                ModelMeasure.RESTRICTED_ALL,
                                                ModelMeasure.SUM_OF_SQUARES)
                                        .flatMap(curve -> RunPictures.besidePublished(run, curve).stream()))
                        .toList(),
                List.of(ModelMeasure.RESTRICTED_ALL, ModelMeasure.EXCLUDED_TRAIN, ModelMeasure.SUM_OF_SQUARES)));
        sweeps.forEach(sweep -> figures.add(new PaperFigure(
                "Appendices C and D", "Runs that differ in one setting", SweepPictures.of(sweep), List.of())));
        RunPictures.leads(recorded)
                .ifPresent(leads -> figures.add(new PaperFigure(
                        "Beyond the paper",
                        "Which progress measure foresees grokking, and by how much",
                        List.of(leads),
                        List.of())));
        return withPictures(figures);
    }

    /** The figures that a model shows without its run. */
    public static List<PaperFigure> ofModel(CheckpointSubject model) {
        ModelPictures pictures = new ModelPictures(model);
        return withPictures(List.of(
                new PaperFigure(
                        "Figure 3",
                        "Embedding and neuron-to-logit map consist of few frequencies",
                        List.of(pictures.embedding(), pictures.neuronToLogit()),
                        List.of(
                                ModelMeasure.W_E_PROMINENT_FREQUENCIES,
                                ModelMeasure.W_L_KEY_FREQUENCIES,
                                ModelMeasure.W_E_GINI,
                                ModelMeasure.W_L_GINI)),
                new PaperFigure(
                        "Figure 4",
                        "Attention, a neuron, and the logits as functions of a and b",
                        Stream.of(pictures.attention(), List.of(pictures.neuron(0), pictures.logitComponents()))
                                .flatMap(List::stream)
                                .toList(),
                        List.of(ModelMeasure.HEADS, ModelMeasure.FIRST_NEURON_FREQUENCY)),
                new PaperFigure(
                        "Figure 5",
                        "Neurons by the one frequency that each follows",
                        pictures.members("Neurons of a single frequency", ModelMeasure.NEURON_CLUSTERS),
                        List.of(ModelMeasure.NEURON_CLUSTERS, ModelMeasure.SINGLE_FREQUENCY_NEURONS)),
                new PaperFigure(
                        "Table 1",
                        "The neurons' directions are waves of a + b",
                        pictures.members(
                                "Variance of the neuron directions that their wave explains",
                                ModelMeasure.DIRECTIONS_FVE),
                        List.of(ModelMeasure.DIRECTIONS_FVE, ModelMeasure.COSINE_SUM_FVE)),
                new PaperFigure(
                        "Figure 6",
                        "What becomes of the loss when parts are kept, removed or replaced",
                        List.of(pictures.ablations(), pictures.replacedParts()),
                        List.of(
                                ModelMeasure.LOSS_ALL,
                                ModelMeasure.RESTRICTED_ALL,
                                ModelMeasure.COSINE_SUM_LOSS,
                                ModelMeasure.MLP_ON_DIRECTIONS,
                                ModelMeasure.MLP_OFF_DIRECTIONS,
                                ModelMeasure.MLP_SKIP_ZERO,
                                ModelMeasure.ATTENTION_SKIP_ZERO))));
    }

    private static List<PaperFigure> withPictures(List<PaperFigure> figures) {
        return figures.stream().filter(figure -> !figure.figures().isEmpty()).toList();
    }
}
