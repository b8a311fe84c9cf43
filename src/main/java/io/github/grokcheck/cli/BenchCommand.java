package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.djl.Benchmark;
import io.github.grokcheck.djl.Benchmark.Cost;
import io.github.grokcheck.djl.Benchmark.Result;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.trajectory.AtomicFile;
import io.github.grokcheck.trajectory.InputException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "bench",
        description = {
            "Times an epoch on this machine's processor, about a minute and a half in all.",
            "",
            "In one call: the trainer with everything it does, its matrix products alone at this machine's own rate, runs"
                    + " side by side and as one batch, and two other ways to compute an epoch, the textbook graph (all"
                    + " three positions, test loss every epoch) and the tabulated graph with PyTorch's own backward"
                    + " pass.",
            "Of a list of recipes only the trainer is timed, and a line is drawn through the times: how the cost grows.",
            "Other busy programs distort the numbers.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  grokcheck bench --json -",
            "  How the cost grows with the modulus and the number of neurons:",
            "    grokcheck bench --recipe docs/sizes.yaml"
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--recipe",
            defaultValue = "mainline",
            paramLabel = "NAME|FILE",
            description = "The recipe to time, or a YAML list of recipes; ${DEFAULT-VALUE} if absent.")
    private String recipe = "";

    @Option(names = "--threads", paramLabel = "N", description = "As many as processors if absent.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--chunk-size",
            defaultValue = "960",
            paramLabel = "N",
            description = "Examples that are computed together, ${DEFAULT-VALUE} if absent.")
    private int chunkSize;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "Write the numbers as JSON to a file, or with - to standard output.")
    private Optional<String> json = Optional.empty();

    @Override
    public void run() {
        Arithmetic arithmetic = new Arithmetic(chunkSize, threads.orElseGet(Runtime.getRuntime()::availableProcessors));
        Optional<List<Experiment>> list = Recipes.findList(recipe);
        if (list.isPresent()) {
            CostLine line = new CostLine(costs(list.get(), arithmetic));
            tell(line, out -> line.table().forEach(out::println));
        } else {
            Result result = result(Recipes.find(recipe), arithmetic);
            tell(result, out -> print(out, result));
        }
    }

    private Result result(Experiment experiment, Arithmetic arithmetic) {
        Benchmark benchmark = new Benchmark(experiment, arithmetic);
        try (ProgressDisplay display = ProgressDisplay.open(
                "rounds timed", 0, Benchmark.rounds(), spec.commandLine().getErr())) {
            return timed(scratch -> benchmark.run(scratch, round -> display.at(round, experiment.name())));
        }
    }

    private List<Cost> costs(List<Experiment> recipes, Arithmetic arithmetic) {
        List<Cost> costs = new ArrayList<>();
        try (ProgressDisplay display = ProgressDisplay.open(
                "timing", 0, recipes.size(), spec.commandLine().getErr())) {
            for (Experiment each : recipes) {
                display.at(costs.size(), each.name());
                costs.add(timed(new Benchmark(each, arithmetic)::cost));
            }
        }
        return costs;
    }

    /** As JSON where that is asked for, else in words. */
    private void tell(Object result, Consumer<PrintWriter> words) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isEmpty()) {
            words.accept(out);
        } else if (json.get().equals("-")) {
            out.println(json().writeValueAsString(result));
        } else {
            AtomicFile.writeText(Path.of(json.get()), json().writeValueAsString(result) + "\n");
        }
    }

    private static <T> T timed(Function<Path, T> benchmark) {
        try {
            Path scratch = Files.createTempDirectory("grokcheck-bench");
            try {
                return benchmark.apply(scratch);
            } finally {
                try (Stream<Path> files = Files.walk(scratch)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        } catch (IOException e) {
            throw new InputException("no temporary folder can be made (" + e.getMessage() + "); free some space", e);
        }
    }

    private static void print(PrintWriter out, Result result) {
        out.printf(Locale.ROOT, "%s, %d threads, %d chunks%n%n", result.device(), result.threads(), result.chunks());
        line(out, "one epoch, everything included", result.msPerEpoch());
        line(out, "its matrix products alone, on all threads", result.productsMs());
        result.partsMs().forEach((part, ms) -> line(out, "  " + part, ms));
        line(out, "runs side by side, one a thread, per epoch and run", result.sideBySideMs());
        result.batchedMs().forEach((runs, ms) -> line(out, runs + " runs as one batch, per step and run", ms));
        line(out, "products of a dense gradient alone, on all threads", result.densePlanMs());
        line(out, "textbook graph with autograd", result.naiveMs());
        line(out, "tabulated graph with autograd", result.autogradMs());
        out.printf(
                Locale.ROOT,
                "%n%.2f GFLOP an epoch, %.1f GFLOP/s; %.0f %% of an epoch is matrix products, and those of a dense"
                        + " gradient (%.2f GFLOP) would take %.0f %% of it; %.1f times the textbook graph, %.2f times the"
                        + " tabulated one;"
                        + " runs side by side %.2f times one after another%n",
                result.gflopPerEpoch(),
                result.gflops(),
                100 * result.matmulShare(),
                result.densePlanGflop(),
                100 * result.densePlanShare(),
                result.naiveRatio(),
                result.autogradRatio(),
                result.sideBySideRatio());
        out.flush();
    }

    private static void line(PrintWriter out, String what, double ms) {
        out.printf(Locale.ROOT, "%-52s %8.1f ms%n", what, ms);
    }

    /** Made when needed: as a constant it would delay the start of every command by half a second. */
    private static JsonMapper json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
    }
}
