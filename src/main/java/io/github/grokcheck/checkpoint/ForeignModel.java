package io.github.grokcheck.checkpoint;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.trajectory.OneLine;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model from somebody's file, and how the file was understood.
 *
 * @param weights in the authors' layout, widened to float64
 * @param format the file's
 * @param place where in the file the model was
 * @param layout in which its tensors lay there
 */
public record ForeignModel(Weights weights, Format format, String place, Layout layout) {
    private static final int LONGEST_PLACE = 60;

    /**
     * Reads the only model of a file.
     *
     * @throws io.github.grokcheck.trajectory.InputException if the file cannot be used
     */
    public static ForeignModel read(Path file) {
        return read(file, Optional.empty(), Optional.empty());
    }

    /**
     * Reads a model of a file.
     *
     * @param place where in the file; not needed where it holds one model
     * @param layout if the user knows better than the tensors' names and sizes tell
     * @throws io.github.grokcheck.trajectory.InputException if the file cannot be used
     */
    public static ForeignModel read(Path file, Optional<String> place, Optional<Layout> layout) {
        try (CheckpointFile open = place.isPresent() ? CheckpointFile.openArchive(file) : CheckpointFile.open(file)) {
            return open.model(place, layout);
        }
    }

    /** "PyTorch archive, model, authors' layout, p = 113, 114 outputs". */
    public String description() {
        int outputs = weights.get(WeightName.W_U).size(1);
        return format.word() + (place.isEmpty() ? "" : ", " + OneLine.of(place, LONGEST_PLACE)) + ", " + layout.word()
                + " layout, p = " + weights.p() + ", " + outputs + " outputs";
    }
}
