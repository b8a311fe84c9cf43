package io.github.grokcheck.cli;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Evidence;
import io.github.grokcheck.claim.Judge;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.page.Review;
import io.github.grokcheck.report.Results;
import io.github.grokcheck.report.VerdictFiles;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.RunFolders;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Judges the claims on the recorded runs, or on somebody's models, and prints a table of verdicts.",
            "",
            "upheld: every run meets what the claim expects. refuted: none does. mixed: the runs disagree. not evaluated:"
                    + " nothing here can decide it; never a pass.",
            "Verdicts and measured values are stored; `grokcheck history` shows them, and what changed. Where the store does"
                    + " not answer, a line says so, and nothing else changes.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing unexpected",
            "1:an unexpected verdict; on models: refuted or mixed, although this project's own runs uphold the claim",
            "2:bad usage or bad input"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  grokcheck verify",
            "  grokcheck verify --claim nanda2023.neuron-to-logit-five-frequencies",
            "  On runs of your own:",
            "    grokcheck verify --runs runs",
            "  On a model of somebody's, trained on the pairs that seed 1 draws:",
            "    grokcheck verify --model model.pth --split-seed 1",
            "  On one with another weight decay, which some claims do not speak of:",
            "    grokcheck verify --model model.pth --recipe recipe.yaml",
            "  A page for the browser, reports/index.html:",
            "    grokcheck verify --page",
            "  After a change of claims or fixtures, the verdicts that are kept with the code:",
            "    grokcheck verify --write",
            "  Into the history of a team:",
            "    grokcheck verify --history jdbc:postgresql://HOST/DATABASE"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final Path REPORTS = Path.of("reports");
    private static final List<String> ABOUT_MODELS =
            List.of("--recipe", "--layout", "--at", "--split", "--no-split", "--split-seed", "--train-fraction");
    private static final List<String> ABOUT_RUNS = List.of("--runs");

    /** What tells verifications of different things apart. */
    private static final List<String> WHAT_IS_JUDGED = Stream.of(List.of("--model"), ABOUT_MODELS, ABOUT_RUNS)
            .flatMap(List::stream)
            .toList();

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
            names = "--model",
            paramLabel = "FILE",
            description =
                    "Judge on this model instead of runs: PyTorch (.pt, .pth), safetensors or NumPy (.npz). May be"
                            + " given several times. Writes verdicts.md, and verdicts.json with its schema.")
    private List<Path> models = List.of();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private ModelReading reading = new ModelReading();

    @Mixin
    private SplitChoice split = new SplitChoice();

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description = "How the models were trained, as far as is known; it gives the split too. If absent they are"
                    + " taken for models of the mainline recipe whose split is unknown.")
    private Optional<String> recipe = Optional.empty();

    @Option(
            names = "--write",
            description =
                    "Also write the files that are kept with the code: verdicts.md, verdicts.json with its schema,"
                            + " lead-times.md and ro-crate-metadata.json.")
    private boolean write;

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            description = "Where verdicts are written: reports if absent, and for models reports/models/NAME.")
    private Optional<Path> reports = Optional.empty();

    @Mixin
    private PageChoice page = new PageChoice();

    @Override
    public Integer call() {
        checkOptions();
        VerificationHistory record = new VerificationHistory(spec.commandLine(), history);
        List<Verdict> verdicts = models.isEmpty() ? onRuns(record) : onModels(record);
        return verdicts.stream().allMatch(Verdicts::isExpected) ? 0 : Failures.UNEXPECTED;
    }

    private void checkOptions() {
        if (write && !selection.isWhole()) {
            throw new ParameterException(
                    spec.commandLine(), "--write keeps the verdicts of all claims; leave --claim away");
        }
        if (write && !models.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--write keeps the verdicts on this project's runs; leave it or --model away");
        }
        for (String option : models.isEmpty() ? ABOUT_MODELS : ABOUT_RUNS) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        option
                                + (models.isEmpty()
                                        ? " is about a --model; add one"
                                        : " and --model exclude each other"));
            }
        }
        page.check(spec.commandLine());
    }

    /** What was judged. */
    private String origin() {
        String typed = typed(WHAT_IS_JUDGED);
        return typed.isEmpty() ? "the shipped runs" : typed;
    }

    /** The options that judge a claim in the same way again. */
    private String arguments() {
        return typed(
                Stream.concat(Stream.of("--claims"), WHAT_IS_JUDGED.stream()).toList());
    }

    /** Those of some options that were given, as they were typed. */
    private String typed(Collection<String> options) {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> options.contains(option.longestName()))
                .map(option -> option.longestName()
                        + option.originalStringValues().stream()
                                .map(word -> " " + quoted(word))
                                .collect(Collectors.joining()))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private List<Verdict> onRuns(VerificationHistory record) {
        Evidence evidence = Evidence.of(recordedRuns());
        List<Verdict> verdicts =
                judge(selection.claims(), claim -> Judge.judgeUnderEveryKeyRule(claim, evidence.subjectsFor(claim)));
        print(verdicts);
        Path folder = reports.orElse(REPORTS);
        Results results = new Results(
                selection.catalogue().paperOf(verdicts.get(0).claim()),
                verdicts,
                evidence.runs(),
                selection.catalogue().digests());
        if (write) {
            VerdictFiles.write(folder, results);
        }
        List<String> notices = record.add(origin(), verdicts);
        page.write(
                folder,
                new Review(
                        selection.catalogue(),
                        verdicts,
                        new Review.Judged(evidence::subjectsFor, evidence.runs(), List.of(), evidence.authorsTwin()),
                        "Judged on the runs in " + named(runs).replace(",", " and ") + ".",
                        arguments(),
                        page.isWanted() ? VerdictFiles.holding(folder, results) : List.of(),
                        notices),
                spec.commandLine().getErr());
        return verdicts;
    }

    private List<Verdict> onModels(VerificationHistory record) {
        VisitingModels visitors = VisitingModels.read(models, reading, split, recipe.map(Recipes::find));
        PrintWriter out = spec.commandLine().getOut();
        visitors.descriptions().forEach(out::println);
        List<Verdict> verdicts = judge(selection.claims(), visitors.evidence()::verdictOn);
        print(verdicts);
        Path folder = reports.orElse(REPORTS.resolve("models").resolve(visitors.name()));
        VerdictFiles.writeOfModels(folder, verdicts, visitors.origin());
        List<String> notices = record.add(origin(), verdicts);
        page.write(
                folder,
                new Review(
                        selection.catalogue(),
                        verdicts,
                        new Review.Judged(
                                visitors.evidence()::subjectsFor, List.of(), visitors.subjects(), Optional.empty()),
                        "Judged on models alone: " + named(models) + ".",
                        arguments(),
                        VerdictFiles.OF_MODELS,
                        notices),
                spec.commandLine().getErr());
        out.println("Written to " + folder + ".");
        out.flush();
        return verdicts;
    }

    /** A word as a shell has to read it. */
    private static String quoted(String word) {
        return word.matches("[\\w./:,=@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String named(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(","));
    }

    private void print(List<Verdict> verdicts) {
        new VerdictTable(spec.commandLine().getOut(), spec.commandLine().getColorScheme()).print(verdicts);
    }

    private List<Verdict> judge(List<Claim> chosen, Function<Claim, Verdict> judge) {
        List<Verdict> verdicts = new ArrayList<>();
        try (ProgressDisplay display = ProgressDisplay.open(
                "judging", 0, chosen.size(), spec.commandLine().getErr())) {
            for (Claim claim : chosen) {
                display.at(verdicts.size(), claim.id());
                verdicts.add(judge.apply(claim));
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
