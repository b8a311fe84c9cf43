package io.github.grokcheck.checkpoint;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.TinyModels;
import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the fuzzer calls: whatever the bytes of a file, reading it gives a model or an error of one line.
 *
 * <p>{@code ./mvnw -Pfuzz test} starts from the files in src/test/fuzz/corpus, which {@link #main} writes. An input with
 * which the fuzzer broke a reader is kept there for good.
 */
public final class ReaderFuzzer {
    private static final Path FILE = temporary();

    private ReaderFuzzer() {}

    /** Called by the fuzzer for every input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        ForeignFiles.write(FILE, bytes);
        try {
            ForeignModel.read(FILE);
        } catch (InputException e) {
            String message = String.valueOf(e.getMessage());
            if (message.lines().count() != 1 || !message.startsWith(FILE.toString())) {
                throw new AssertionError("not one line that begins with the file: " + message, e);
            }
        }
    }

    /** Writes the first inputs into a folder: the smallest model in every format and layout, and what is refused. */
    public static void main(String[] folder) throws IOException {
        Path corpus = Files.createDirectories(Path.of(folder[0]));
        Weights smallest = TinyModels.random(3, new Architecture(2, 1, 2, 2), 0);
        Map<String, Map<String, Safetensors.Stored>> layouts = Map.of(
                "authors", ForeignFiles.authors(smallest),
                "transformer-lens", ForeignFiles.transformerLens(smallest));
        layouts.forEach((layout, tensors) -> {
            ForeignFiles.torch(corpus.resolve(layout + ".pt"), tensors);
            ForeignFiles.torchBefore16(corpus.resolve(layout + "-before-1.6.pt"), tensors);
            Safetensors.write(corpus.resolve(layout + ".safetensors"), tensors);
            ForeignFiles.numPy(corpus.resolve(layout + ".npz"), tensors);
        });
        ForeignFiles.runArchive(
                corpus.resolve("run.pth"), List.of(smallest, smallest), new double[] {0, 1}, new double[] {2, 1});
        Files.write(
                corpus.resolve("system.pkl"),
                new PickleWriter()
                        .name("posix", "system")
                        .text("true")
                        .instruction(0x85)
                        .instruction('R')
                        .stop());
        Files.write(corpus.resolve("array.npy"), "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("fuzz", ".pt");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
