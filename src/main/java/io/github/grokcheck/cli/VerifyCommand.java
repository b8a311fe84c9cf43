package io.github.grokcheck.cli;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Evidence;
import io.github.grokcheck.claim.Judge;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.report.VerdictFiles;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.RunFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Judges the claims on the recorded runs and prints a table of verdicts.",
            "",
            "upheld: every run meets what the claim expects. refuted: none does. mixed: the runs disagree. not evaluated:"
                    + " nothing here can decide it; never a pass.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing unexpected", "1:an unexpected verdict", "2:bad usage or bad input"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  grokcheck verify",
            "  grokcheck verify --claim nanda2023.neuron-to-logit-five-frequencies",
            "  On runs of your own:",
            "    grokcheck verify --runs runs",
            "  After a change of claims or fixtures, the verdicts that are kept with the code:",
            "    grokcheck verify --write"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClaimSelection selection = new ClaimSelection();

    @Option(
            names = "--runs",
            defaultValue = "fixtures/runs,fixtures/sweeps",
            split = ",",
            paramLabel = "DIR",
            description = "Folders of run folders, ${DEFAULT-VALUE} if absent.")
    private List<Path> runs = List.of();

    @Option(
            names = "--write",
            description = "Also write verdicts.md, verdicts.json and lead-times.md," + " which are kept with the code.")
    private boolean write;

    @Option(
            names = "--reports",
            defaultValue = "reports",
            paramLabel = "DIR",
            description = "Where --write writes, ${DEFAULT-VALUE} if absent.")
    private Path reports = Path.of("");

    @Override
    public Integer call() {
        if (write && !selection.isWhole()) {
            throw new ParameterException(
                    spec.commandLine(), "--write keeps the verdicts of all claims; leave --claim away");
        }
        List<Claim> chosen = selection.claims();
        Evidence evidence = Evidence.of(recordedRuns());
        List<Verdict> verdicts = judge(chosen, evidence);
        new VerdictTable(spec.commandLine().getOut(), spec.commandLine().getColorScheme()).print(verdicts);
        if (write) {
            VerdictFiles.write(reports, verdicts, evidence.runs());
        }
        return verdicts.stream().allMatch(Verdicts::isExpected) ? 0 : Failures.UNEXPECTED;
    }

    private List<Verdict> judge(List<Claim> chosen, Evidence evidence) {
        List<Verdict> verdicts = new ArrayList<>();
        try (ProgressDisplay display = ProgressDisplay.open(
                "judging", 0, chosen.size(), spec.commandLine().getErr())) {
            for (Claim claim : chosen) {
                display.at(verdicts.size(), claim.id());
                verdicts.add(Judge.judgeUnderEveryKeyRule(claim, evidence.subjectsFor(claim)));
            }
            display.at(chosen.size(), "done");
        }
        return verdicts;
    }

    private List<RecordedRun> recordedRuns() {
        return runs.stream()
                .flatMap(folder -> RunFolders.below(folder).stream())
                .map(RecordedRun::open)
                .toList();
    }
}
