package io.github.grokcheck.cli;

import io.github.grokcheck.cli.Examination.Missing;
import io.github.grokcheck.cli.Examination.Need;
import io.github.grokcheck.djl.Libtorch;
import io.github.grokcheck.djl.TrainingException;
import io.github.grokcheck.sweep.Cluster;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Everything that {@code doctor} looks at. */
final class Examinations {
    private static final int OLDEST_JDK = 17;
    private static final long MEGABYTE = 1L << 20;
    private static final long DISK_NEEDED = 1024 * MEGABYTE;
    private static final long HEAP_NEEDED = 1024 * MEGABYTE;
    private static final int SECONDS_FOR_DOCKER = 10;

    static final List<Examination> ALL = List.of(
            new Examination("JDK", Need.REQUIRED, "everything", "install JDK 17 or later", Examinations::jdk),
            new Examination(
                    "PyTorch",
                    Need.REQUIRED,
                    "training, and the tests that compare with it",
                    "build on Linux with glibc 2.28 or later (x86_64, aarch64), macOS (aarch64) or Windows (x86_64);"
                            + " with -Dgpu, let it reach the internet once",
                    Examinations::pytorch),
            new Examination(
                    "memory",
                    Need.REQUIRED,
                    "measuring a model",
                    "give Java a larger heap, as in java -Xmx2g -jar ...",
                    Examinations::memory),
            new Examination(
                    "disk",
                    Need.REQUIRED,
                    "a run's checkpoints and the build's libraries",
                    "free some space",
                    Examinations::disk),
            new Examination(
                    "GPU",
                    Need.OPTIONAL,
                    "train --device gpu",
                    "install NVIDIA's driver and build with -Dgpu; all works without, only slower",
                    Examinations::gpu),
            new Examination("Spark", Need.OPTIONAL, "sweep --engine spark", SparkHint.REMEDY, Examinations::spark),
            new Examination(
                    "fonts",
                    Need.OPTIONAL,
                    "the report's pictures",
                    "install fontconfig and a font, as in apt install fontconfig fonts-dejavu-core",
                    Examinations::fonts),
            new Examination(
                    "container",
                    Need.OPTIONAL,
                    "the tests that measure everything once more in NumPy, and that store in PostgreSQL",
                    "install Docker Engine, start it, and let this user reach it",
                    Examinations::containers),
            new Examination(
                    "terminal",
                    Need.OPTIONAL,
                    "a progress bar",
                    "nothing to do, plain lines are printed instead",
                    Examinations::terminal));

    private Examinations() {}

    private static String jdk() throws Missing {
        String found = Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return required(Runtime.version().feature() >= OLDEST_JDK, found);
    }

    private static String pytorch() throws Missing {
        try {
            return Libtorch.describe() + ", " + Runtime.getRuntime().availableProcessors() + " processors";
        } catch (TrainingException e) {
            throw new Missing(String.valueOf(e.getMessage()));
        }
    }

    private static String gpu() throws Missing {
        try {
            int gpus = Libtorch.gpus();
            return required(
                    gpus > 0,
                    gpus + " seen by PyTorch; NVIDIA's driver " + (hasDriver() ? "is there" : "is missing")
                            + ", PyTorch's library is for " + (hasCudaLibrary() ? "CUDA" : "processors alone"));
        } catch (TrainingException e) {
            throw new Missing("PyTorch cannot be asked");
        }
    }

    private static boolean hasDriver() {
        return Stream.of("/proc/driver/nvidia/version", "/dev/nvidiactl", "C:\\Windows\\System32\\nvcuda.dll")
                .anyMatch(file -> Files.exists(Path.of(file)));
    }

    /** What the plain build packs is for processors; with -Dgpu nothing is packed, and DJL fetches what fits. */
    private static boolean hasCudaLibrary() {
        return hasDriver() && Examinations.class.getResource("/native/lib/pytorch.properties") == null;
    }

    private static String spark() throws Missing {
        return Cluster.named("spark").map(cluster -> "built in").orElseThrow(() -> new Missing("not built in"));
    }

    private static String memory() throws Missing {
        long heap = Runtime.getRuntime().maxMemory();
        return required(heap >= HEAP_NEEDED, heap / MEGABYTE + " MB for Java");
    }

    private static String disk() throws Missing {
        try {
            long free = Files.getFileStore(Path.of("")).getUsableSpace();
            return required(free >= DISK_NEEDED, free / MEGABYTE + " MB free here");
        } catch (IOException e) {
            throw new Missing("free space is not known (" + e.getMessage() + ")");
        }
    }

    /** Draws a letter: some machines list fonts and fail only then. */
    private static String fonts() throws Missing {
        System.setProperty("java.awt.headless", "true");
        try {
            Graphics2D graphics = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB).createGraphics();
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
            graphics.setFont(font);
            int width = graphics.getFontMetrics().stringWidth("W");
            graphics.dispose();
            return required(width > 0, "Java2D draws with " + font.getFontName());
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new Missing("Java2D finds no font");
        }
    }

    /** Never waits for an engine that does not answer. */
    private static String containers() throws Missing {
        try {
            Process docker = new ProcessBuilder("docker", "version", "--format", "{{.Server.Version}}")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .start();
            if (!docker.waitFor(SECONDS_FOR_DOCKER, TimeUnit.SECONDS)) {
                docker.destroyForcibly();
                throw new Missing("docker does not answer within " + SECONDS_FOR_DOCKER + " s");
            }
            String version = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return required(
                    docker.exitValue() == 0,
                    docker.exitValue() == 0 ? "Docker " + version : "docker is" + " installed, but no engine answers");
        } catch (IOException e) {
            throw new Missing("docker is not on the path");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted");
        }
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    private static String terminal() throws Missing {
        return required(
                Terminal.isInteractive(), Terminal.isInteractive() ? "interactive" : "output is not a terminal");
    }

    private static String required(boolean there, String found) throws Missing {
        if (!there) {
            throw new Missing(found);
        }
        return found;
    }
}
