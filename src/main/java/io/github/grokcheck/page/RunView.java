package io.github.grokcheck.page;

import io.github.grokcheck.page.ClaimView.Fact;
import io.github.grokcheck.page.ClaimView.FileView;
import io.github.grokcheck.trajectory.Provenance;
import io.github.grokcheck.trajectory.RecordedRun;
import java.util.List;

/**
 * A run as the page shows it.
 *
 * @param facts where it comes from
 * @param command trains it anew
 * @param files with their digests
 */
public record RunView(String name, List<Fact> facts, String command, List<FileView> files) {
    static RunView of(RecordedRun run) {
        Provenance from = run.provenance();
        return new RunView(
                run.name(),
                List.of(
                        new Fact("recipe", run.experiment().name() + ", fingerprint " + from.recipe()),
                        new Fact("trained by", "commit " + from.commit() + ", " + from.command()),
                        new Fact("engine", from.engine()),
                        new Fact(
                                "device",
                                "%s, %d threads, batch in %d chunks"
                                        .formatted(from.device(), from.threads(), from.chunks())),
                        new Fact("finished", from.finished() + ", after " + from.hours() + " hours")),
                "java -jar target/grokcheck.jar train --recipe " + run.recipe() + " --out runs/" + run.name(),
                from.sha256().entrySet().stream()
                        .map(file -> new FileView(file.getKey(), file.getValue()))
                        .toList());
    }
}
