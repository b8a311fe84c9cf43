package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.djl.DeviceChoice;
import io.github.grokcheck.djl.DjlTrainer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "train", description = "Trains a run, or continues it.")
@NullUnmarked
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--recipe", required = true)
    String recipe;

    @Option(names = "--seed")
    Long seed;

    @Option(names = "--epochs")
    Integer epochs;

    @Option(names = "--device", defaultValue = "auto")
    DeviceChoice device = DeviceChoice.AUTO;

    @Option(names = "--chunk-size", defaultValue = "960")
    int chunkSize;

    @Option(names = "--threads")
    Integer threads;

    @Option(names = "--out", required = true)
    Path out;

    @Override
    public Integer call() {
        Experiment experiment = Recipes.find(recipe);
        if (seed != null) experiment = experiment.withSeed(seed);
        if (epochs != null) experiment = experiment.withEpochs(epochs);
        int t = threads != null ? threads : Runtime.getRuntime().availableProcessors();
        String command = "grokcheck train --recipe " + recipe + " --seed "
                + experiment.seeds().initialization() + " --epochs "
                + experiment.schedule().epochs();
        long t0 = System.nanoTime();
        int[] first = {-1};
        new DjlTrainer(
                        device,
                        new DjlTrainer.Arithmetic(chunkSize, t),
                        new DjlTrainer.Origin(System.getProperty("grokcheck.commit", "unknown"), command),
                        Clock.systemDefaultZone())
                .train(experiment, out, (e, n, loss) -> {
                    if (first[0] < 0) first[0] = e;
                    if (e % 500 == 0)
                        System.out.printf(
                                "%d/%d %.3e %.1f ms/epoch%n",
                                e, n, loss, (System.nanoTime() - t0) / 1e6 / Math.max(1, e - first[0]));
                });
        return 0;
    }
}
