package io.github.grokcheck.cli;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.ClaimCatalogue;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Wording;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "claims",
        description = "Lists the claims, shows one in full, or checks the claim files.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  grokcheck claims list",
            "  grokcheck claims show nanda2023.neuron-to-logit-five-frequencies",
            "  grokcheck claims lint claims"
        })
final class ClaimsCommand implements Runnable {
    private static final String FOLDER = "claims";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, show ID or lint?");
    }

    @Command(
            name = "list",
            description = "One line a claim: id and statement.",
            footerHeading = "%nExample:%n",
            footer = "  grokcheck claims list")
    void list(
            @Option(
                            names = "--claims",
                            defaultValue = FOLDER,
                            paramLabel = "DIR",
                            description = "Folder of the claims.")
                    Path folder) {
        ClaimCatalogue catalogue = Catalogues.load(folder);
        int width = catalogue.claims().stream()
                .mapToInt(claim -> claim.id().length())
                .max()
                .orElse(0);
        for (Claim claim : catalogue.claims()) {
            out().printf("%-" + width + "s  %s%n", claim.id(), claim.statement().strip());
        }
    }

    @Command(
            name = "show",
            description = "A claim in full: where it stands, how it becomes a number, what is expected.",
            footerHeading = "%nExample:%n",
            footer = "  grokcheck claims show nanda2023.neuron-to-logit-five-frequencies")
    void show(
            @Parameters(paramLabel = "ID", description = "For instance nanda2023.neuron-to-logit-five-frequencies.")
                    String id,
            @Option(
                            names = "--claims",
                            defaultValue = FOLDER,
                            paramLabel = "DIR",
                            description = "Folder of the claims.")
                    Path folder) {
        ClaimCatalogue catalogue = Catalogues.load(folder);
        Claim claim = catalogue.claim(id);
        field("claim", claim.id());
        field("where", claim.where().section() + ", " + claim.where().source());
        field("statement", claim.statement());
        field("reading", claim.reading());
        field("measured", claim.at().describe());
        field("expected", condition(claim.expect()));
        claim.requires().forEach(required -> field("required", condition(required)));
        field("basis", Wording.word(claim.basis()));
        field("scope", Wording.word(claim.scope()));
        field("rule", claim.rule().describe());
        field("noise", claim.noise().describe());
        claim.controls().forEach((control, kind) -> field("on control", control + ": " + kind.word()));
        field("status", status(claim.status()));
        claim.knownDeviation()
                .ifPresent(known -> field("deviation", known.verdict().word() + " is expected: " + known.because()));
        field("file", catalogue.fileOf(claim).toString());
    }

    @Command(
            name = "lint",
            description = "Checks every claim file; the first error is named by file and line.",
            footerHeading = "%nExample:%n",
            footer = "  grokcheck claims lint claims")
    void lint(
            @Parameters(paramLabel = "DIR", defaultValue = FOLDER, description = "Folder of the claims.") Path folder) {
        int claims = Catalogues.load(folder).claims().size();
        out().println(folder + ": " + claims + (claims == 1 ? " claim" : " claims") + ", every file well formed");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void field(String name, String text) {
        out().printf("%-10s %s%n", name, text.strip().replaceAll("\\s*\\n\\s*", " "));
    }

    private static String condition(Condition condition) {
        return Wording.condition(condition) + "   (" + condition.measure().formula() + ")";
    }

    private static String status(Claim.Status status) {
        if (status instanceof Claim.Status.Untestable untestable) {
            return "untestable: " + untestable.because();
        }
        return status instanceof Claim.Status.Planned planned ? "planned: " + planned.because() : "tested";
    }
}
