package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.OneLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file in which somebody keeps one model, or many. */
public final class CheckpointFile implements Closeable {
    private static final long LONGEST = 64L << 20;
    private static final int LONGEST_NAME = 60;
    private static final long LONGEST_ARCHIVE = 4L << 30;

    private final Path file;
    private final Source source;
    private final Contents contents;

    private CheckpointFile(Path file, Source source) {
        this.file = file;
        this.source = source;
        this.contents = source.contents();
    }

    /**
     * Opens a file that holds a model or two.
     *
     * @throws InputException if it is missing, too large, damaged, hostile, or in no format that is read
     */
    public static CheckpointFile open(Path file) {
        return open(
                file,
                LONGEST,
                "of an archive of a whole run choose one with --at, or take it apart with `grokcheck import`");
    }

    /**
     * Opens a file that holds the checkpoints of a whole run; they are read one at a time.
     *
     * @throws InputException if it is missing, too large, damaged, hostile, or in no format that is read
     */
    public static CheckpointFile openArchive(Path file) {
        return open(file, LONGEST_ARCHIVE, "that is no run of this task");
    }

    private static CheckpointFile open(Path file, long longest, String remedy) {
        checkSize(file, longest, remedy);
        Source source = FormatDetector.open(file);
        try {
            return new CheckpointFile(file, source);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static void checkSize(Path file, long longest, String remedy) {
        try {
            long bytes = Files.isRegularFile(file) ? Files.size(file) : 0;
            if (bytes > longest) {
                throw new InputException(
                        file + ": has " + (bytes >> 20) + " MiB, a checkpoint has about one; " + remedy);
            }
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be read (" + e.getMessage() + "); it must be a file you may read", e);
        }
    }

    /** The format, by its content. */
    public Format format() {
        return source.format();
    }

    /** Where in the file the models are, in its order: {@code ""} at the top, {@code model}, {@code state_dicts[400]}. */
    public List<String> places() {
        return contents.models().stream().map(StateDict::place).toList();
    }

    /** Lists of numbers beside the models, by their place: {@code train_losses}. */
    public Map<String, List<Double>> lists() {
        return contents.lists();
    }

    /**
     * Reads one model.
     *
     * @param place where it is; not needed where there is one model
     * @param layout how its tensors are laid out, if the user knows better than their names and sizes tell
     * @throws InputException if there is none there, or its tensors are not those of this task's transformer
     */
    public ForeignModel model(Optional<String> place, Optional<Layout> layout) {
        StateDict chosen = chosen(place);
        Layout read = layout.orElseGet(() -> Layout.of(file, chosen));
        return new ForeignModel(read.weights(file, chosen), format(), chosen.place(), read);
    }

    private StateDict chosen(Optional<String> place) {
        List<StateDict> models = contents.models();
        if (models.isEmpty()) {
            throw new InputException(file + ": holds no model of this task, which would have a tensor \""
                    + StateDict.MARK + "\"; it has " + few(contents.names()));
        }
        if (place.isEmpty()) {
            if (models.size() > 1) {
                throw new InputException(
                        file + ": holds " + models.size() + " models; choose one with --at, of " + few(places()));
            }
            return models.get(0);
        }
        return models.stream()
                .filter(model -> model.place().equals(place.get()))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        file + ": has no model at \"" + place.get() + "\"; there are some at " + few(places())));
    }

    private static String few(List<String> names) {
        String list = names.stream()
                .limit(6)
                .map(name -> name.isEmpty() ? "the top" : OneLine.of(name, LONGEST_NAME))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing with a name" : names.size() > 6 ? list + ", ..." : list;
    }

    @Override
    public void close() {
        source.close();
    }
}
