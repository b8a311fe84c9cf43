package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.sweep.Cluster;
import io.github.grokcheck.sweep.Shard;
import io.github.grokcheck.sweep.SweepEngine;
import io.github.grokcheck.training.SweepRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "sweep",
        description = {
            "Trains the recipes of a list, each in a folder of its own, on this machine or on a cluster.",
            "",
            "What was stopped is continued when the same command is given again; what is finished is left alone. Where a"
                    + " run is trained does not change its bits, on processors of one kind.",
            "With --shard several machines share a list without knowing of each other: the same list gives the same"
                    + " shares everywhere, no recipe is in two of them, and none is left out.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  What would be trained:",
            "    grokcheck sweep docs/runs.yaml --list",
            "  The first of four shares, on this machine:",
            "    grokcheck sweep docs/runs.yaml --shard 0/4 --out runs",
            "  On a Spark cluster (docs/cluster.md says how):",
            "    grokcheck sweep docs/runs.yaml --engine spark --master spark://HOST:7077 --out /shared/runs"
        })
final class SweepCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RECIPES.yaml", description = "A YAML list of recipes.")
    private String recipes = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the runs' folders; on a cluster one that all its machines share.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            converter = ShardWords.class,
            description = "Only this share of the list, counted from 0: 0/4, 1/4, 2/4 and 3/4 are the whole of it. They"
                    + " cost about the same.")
    private Shard shard = Shard.WHOLE;

    @Option(names = "--list", description = "Only print the recipes: name, seeds, epochs, and what sets them apart.")
    private boolean list;

    @Option(
            names = "--engine",
            defaultValue = "local",
            paramLabel = "local|spark",
            description = "Who trains: this process, or a Spark cluster.")
    private Engine engine = Engine.LOCAL;

    @Option(names = "--master", paramLabel = "URL", description = "The cluster, as in spark://HOST:7077.")
    private Optional<String> master = Optional.empty();

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of the cluster, as in spark.task.cpus=2; may be given several times.")
    private Map<String, String> conf = new LinkedHashMap<>();

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    /** Who trains. */
    enum Engine {
        LOCAL,
        SPARK
    }

    /** Reads --shard. */
    static final class ShardWords implements ITypeConverter<Shard> {
        @Override
        public Shard convert(String words) {
            try {
                return Shard.parse(words);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public void run() {
        if (engine == Engine.LOCAL && (master.isPresent() || !conf.isEmpty())) {
            throw bad("--master and --conf are for a cluster; add --engine spark");
        }
        List<Experiment> all = Recipes.findList(recipes)
                .orElseThrow(() -> bad(Recipes.find(recipes).name() + " in " + recipes
                        + " is one recipe, not a list; `grokcheck train` trains it"));
        List<Experiment> share = shard.of(all.stream().map(options::changed).toList());
        if (list) {
            new TextTable(RecipeRows.of(share, all.get(0))).lines().forEach(out()::println);
        } else if (share.isEmpty()) {
            out().println("shard " + shard + " of " + recipes + ": nothing to train, it lists " + all.size()
                    + " recipes");
        } else {
            train(share);
        }
    }

    private void train(List<Experiment> share) {
        Path folder = out.orElseThrow(() -> bad("Missing required option: '--out=DIR'"));
        if (engine == Engine.SPARK) {
            trainOnSpark(folder, share);
        } else {
            training().trainHere(folder, SweepRun.below(folder, share), options, command());
        }
    }

    private void trainOnSpark(Path folder, List<Experiment> share) {
        String name = engine.name().toLowerCase(Locale.ROOT);
        Cluster cluster = Cluster.named(name).orElseThrow(() -> bad("--engine spark: " + SparkHint.MISSING));
        String url = master.orElseThrow(() -> bad("--engine spark needs --master, as in spark://HOST:7077"));
        if (options.limitsRunsAtOnce()) {
            throw bad("--at-once: a cluster decides that itself; see --conf spark.cores.max and spark.task.cpus");
        }
        SweepEngine there = cluster.at(url, conf);
        List<SweepRun> runs = SweepRun.below(folder.toAbsolutePath().normalize(), share);
        training().train(folder, runs, options.trainers(1, command()), there, "on " + url);
    }

    private SweepTraining training() {
        return new SweepTraining(out(), spec.commandLine().getErr());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException bad(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The command as a run's provenance keeps it, up to the options that every training has: no shares, no machines. */
    private String command() {
        return "grokcheck sweep " + Path.of(recipes).getFileName();
    }
}
