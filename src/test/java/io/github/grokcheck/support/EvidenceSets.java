package io.github.grokcheck.support;

import java.nio.file.Path;
import java.util.List;

/**
 * The evidence that claims are judged on in this build: the runs that are kept with the code, or instead of them the
 * checkpoint named by {@code -Dmodel=FILE}, or the runs below {@code -Dgrokcheck.runs=DIR}, which {@code -Pnightly}
 * trains.
 */
final class EvidenceSets {
    static final List<EvidenceSet> ALL = List.of(chosen());

    private EvidenceSets() {}

    private static EvidenceSet chosen() {
        String model = System.getProperty("model", "");
        if (!model.isEmpty()) {
            return new LoneCheckpoint(Path.of(model));
        }
        return Project.ownRuns()
                .<EvidenceSet>map(folder ->
                        new RecordedEvidence("runs below " + folder.getFileName(), Project.evidenceBelow(folder)))
                .orElseGet(() -> new RecordedEvidence("shipped runs", Project.shippedEvidence()));
    }
}
