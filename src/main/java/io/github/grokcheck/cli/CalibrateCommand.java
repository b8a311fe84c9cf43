package io.github.grokcheck.cli;

import io.github.grokcheck.calibration.Calibration;
import io.github.grokcheck.calibration.Calibration.Cell;
import io.github.grokcheck.calibration.Control;
import io.github.grokcheck.calibration.Controls;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "calibrate",
        description = {
            "Judges every claim on models whose truth is known, and prints the table of claims and controls.",
            "",
            "A cell holds the expected and the actual verdict: U upheld, R refuted, M mixed, N not evaluated; - where the"
                    + " control says nothing about the claim. The last line counts the cells.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every cell is as expected, and every tested claim is upheld and refuted somewhere",
            "1:not so",
            "2:bad usage or bad input"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  grokcheck calibrate", "  grokcheck calibrate --claim nanda2023.logits-cosine-sum"})
final class CalibrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClaimSelection selection = new ClaimSelection();

    @Option(
            names = "--fixtures",
            defaultValue = "fixtures",
            paramLabel = "DIR",
            description = "Folder of the runs and controls, ${DEFAULT-VALUE} if absent.")
    private Path fixtures = Path.of("");

    @Override
    public Integer call() {
        List<Claim> chosen = selection.claims();
        List<Control> controls = Controls.all(fixtures);
        Calibration calibration;
        try (ProgressDisplay display = ProgressDisplay.open(
                "calibrating", 0, chosen.size(), spec.commandLine().getErr())) {
            calibration = Calibration.of(chosen, controls, display::at);
            display.at(chosen.size(), "done");
        }
        List<Claim> unproven = calibration.unproven(chosen);
        print(calibration, controls, unproven);
        return calibration.wrong().isEmpty() && unproven.isEmpty() ? 0 : Failures.UNEXPECTED;
    }

    private void print(Calibration calibration, List<Control> controls, List<Claim> unproven) {
        PrintWriter out = spec.commandLine().getOut();
        controls.forEach(control -> out.printf("%-17s %s%n", control.name(), control.what()));
        out.println();
        Map<Claim, Map<String, Cell>> rows = new LinkedHashMap<>();
        calibration
                .cells()
                .forEach(cell -> rows.computeIfAbsent(cell.claim(), claim -> new LinkedHashMap<>())
                        .put(cell.control().name(), cell));
        int width = rows.keySet().stream()
                .mapToInt(claim -> claim.id().length())
                .max()
                .orElse(0);
        out.printf("%-" + width + "s", "claim");
        controls.forEach(control -> out.print("  " + control.name()));
        out.println();
        rows.forEach((claim, cells) -> {
            StringBuilder line = new StringBuilder(("%-" + width + "s").formatted(claim.id()));
            controls.forEach(control -> line.append("  ")
                    .append(("%-" + control.name().length() + "s").formatted(shown(cells.get(control.name())))));
            out.println(line.toString().stripTrailing());
        });
        out.println();
        calibration
                .wrong()
                .forEach(cell -> out.println("wrong on " + cell.control().name() + ", expected "
                        + cell.expected().word() + ": " + cell.verdict().explain()));
        unproven.forEach(claim -> out.println("unproven: " + claim.id()
                + " lacks a control that upholds it, or one that refutes it; add one to its file's controls"));
        int wrong = calibration.wrong().size();
        int all = calibration.cells().size();
        out.println(all + " cells: " + (all - wrong) + " as expected, " + wrong + " wrong");
        out.flush();
    }

    private static String shown(@Nullable Cell cell) {
        return cell == null
                ? "-"
                : letter(cell.expected()) + "/" + letter(cell.verdict().kind()) + (cell.isAsExpected() ? "" : " !");
    }

    private static String letter(Verdict.Kind kind) {
        return kind.name().substring(0, 1);
    }
}
