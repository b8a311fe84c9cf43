package io.github.grokcheck.support;

import io.github.grokcheck.claim.Evidence;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.djl.DeviceChoice;
import io.github.grokcheck.djl.DjlTrainer;
import io.github.grokcheck.trajectory.Provenance;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The evidence that claims are judged on in this build: the runs that are kept with the code, or instead of them the
 * checkpoint named by {@code -Dmodel=FILE}; besides, with {@code -Dgrokcheck.train=true}, a run trained by this build.
 */
final class EvidenceSets {
    static final List<EvidenceSet> ALL = sets();

    /** As the command line trains by default. */
    private static final int CHUNK_SIZE = 960;

    private EvidenceSets() {}

    private static List<EvidenceSet> sets() {
        List<EvidenceSet> sets = new ArrayList<>();
        String model = System.getProperty("model", "");
        sets.add(
                model.isEmpty()
                        ? new RecordedEvidence("shipped runs", Project.shippedEvidence())
                        : new LoneCheckpoint(Path.of(model)));
        if (Boolean.getBoolean("grokcheck.train")) {
            sets.add(new RecordedEvidence("a run trained now", Evidence.of(List.of(trainedRun()))));
        }
        return List.copyOf(sets);
    }

    /** Continues where an interrupted build stopped; {@code clean} starts afresh. */
    /** As long as the shipped runs, so that the claims about length mean the same. */
    private static final int FIXTURE_EPOCHS = 25_000;

    private static RecordedRun trainedRun() {
        Experiment mainline = Recipes.find("mainline").withEpochs(FIXTURE_EPOCHS);
        Path folder = Project.BUILD_FOLDER.resolve("runs").resolve(mainline.name());
        if (!Files.exists(folder.resolve(Provenance.FILE))) {
            int threads = Runtime.getRuntime().availableProcessors();
            new DjlTrainer(
                            DeviceChoice.AUTO,
                            new DjlTrainer.Arithmetic(CHUNK_SIZE, threads),
                            new DjlTrainer.Origin("this build's", "mvn verify -Dgrokcheck.train=true"),
                            Clock.systemUTC())
                    .train(mainline, folder, (epoch, epochs, loss) -> {});
        }
        return RecordedRun.open(folder);
    }
}
