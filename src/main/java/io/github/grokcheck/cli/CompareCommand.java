package io.github.grokcheck.cli;

import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.Spectrum;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description = {
            "Puts two models side by side: key frequencies, spectra, every quantity, every verdict.",
            "",
            "The options on layout, split and recipe hold for both models.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Before and after the last phase of a run:",
            "    grokcheck compare fixtures/runs/mainline-seed0/epoch-09400.safetensors \\",
            "      fixtures/runs/mainline-seed0/epoch-25000.safetensors --split-seed 0",
            "  Somebody's model and one of ours:",
            "    grokcheck compare model.pt fixtures/runs/mainline-seed0/epoch-25000.safetensors"
        })
final class CompareCommand implements Runnable {
    private static final int BAR = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "A", description = "A file with a model.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private Path second = Path.of("");

    @Mixin
    private ModelReading reading = new ModelReading();

    @Mixin
    private SplitChoice split = new SplitChoice();

    @Mixin
    private ClaimSelection selection = new ClaimSelection();

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description = "How the models were trained, as far as is known; it gives the split too.")
    private Optional<String> recipe = Optional.empty();

    @Override
    public void run() {
        VisitingModels a = read(first);
        VisitingModels b = read(second);
        List<List<String>> quantities = new ArrayList<>(List.of(List.of("quantity", "A", "B", "B / A")));
        List<List<String>> verdicts = new ArrayList<>(List.of(List.of("claim", "A", "B", "")));
        List<Claim> claims = selection.claims();
        try (ProgressDisplay display = ProgressDisplay.open(
                "comparing",
                0,
                claims.size() + ModelMeasure.values().length,
                spec.commandLine().getErr())) {
            int done = 0;
            for (ModelMeasure measure : ModelMeasure.values()) {
                display.at(done++, measure.id());
                quantities.add(row(measure, subject(a), subject(b)));
            }
            for (Claim claim : claims) {
                display.at(done++, claim.id());
                verdicts.addAll(row(claim, a, b));
            }
            display.at(done, "done");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("A  " + a.descriptions().get(0));
        out.println("B  " + b.descriptions().get(0));
        print(
                "Spectra: norm of each frequency that is prominent in either, # for the largest of its matrix, * for a key"
                        + " frequency",
                spectra(subject(a).model(), subject(b).model()));
        print("Quantities; empty where a model cannot answer", quantities);
        print("Verdicts, of the claims that either can answer", verdicts);
        out.flush();
    }

    private VisitingModels read(Path file) {
        return VisitingModels.read(List.of(file), reading, split, recipe.map(Recipes::find));
    }

    private static CheckpointSubject subject(VisitingModels one) {
        return one.subjects().get(0);
    }

    private static List<String> row(ModelMeasure measure, CheckpointSubject a, CheckpointSubject b) {
        Value ofA = a.value(measure);
        Value ofB = b.value(measure);
        return List.of(measure.id(), cell(ofA), cell(ofB), ratio(ofA, ofB));
    }

    private static String cell(Value value) {
        return value instanceof Value.Unavailable ? "" : TextTable.shortened(Wording.value(value));
    }

    private static String ratio(Value a, Value b) {
        return a instanceof Value.Scalar x && b instanceof Value.Scalar y && x.x() != 0
                ? Wording.number(y.x() / x.x())
                : "";
    }

    /** Models of two moduli have no frequencies in common. */
    private static List<List<String>> spectra(MeasuredModel a, MeasuredModel b) {
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("k", "W_E of A", "W_E of B", "W_L of A", "W_L of B")));
        if (a.weights().p() != b.weights().p()) {
            rows.add(List.of("-", "p = " + a.weights().p(), "p = " + b.weights().p(), "", ""));
            return rows;
        }
        List<Spectrum> spectra = List.of(
                a.embeddingSpectrum(), b.embeddingSpectrum(), a.neuronToLogitSpectrum(), b.neuronToLogitSpectrum());
        Set<Integer> prominent = new TreeSet<>();
        spectra.forEach(spectrum -> spectrum.prominentFrequencies().forEach(frequency -> prominent.add(frequency.k())));
        for (int k : prominent) {
            Frequency frequency = new Frequency(k, a.weights().p());
            rows.add(Stream.concat(
                            Stream.of(k
                                    + (a.keys().contains(frequency) ? " *A" : "")
                                    + (b.keys().contains(frequency) ? " *B" : "")),
                            spectra.stream().map(spectrum -> bar(spectrum, frequency)))
                    .toList());
        }
        return rows;
    }

    private static String bar(Spectrum spectrum, Frequency frequency) {
        double largest = spectrum.prominentFrequencies().stream()
                .mapToDouble(spectrum::norm)
                .max()
                .orElse(1);
        double norm = spectrum.norm(frequency);
        return "%8.3f %s".formatted(norm, "#".repeat((int) Math.round(BAR * Math.min(1, norm / largest))));
    }

    private static List<List<String>> row(Claim claim, VisitingModels a, VisitingModels b) {
        Verdict ofA = a.evidence().verdictOn(claim);
        Verdict ofB = b.evidence().verdictOn(claim);
        return ofA instanceof Verdict.Unanswered && ofB instanceof Verdict.Unanswered
                ? List.of()
                : List.of(List.of(claim.id(), word(ofA), word(ofB), ofA.kind() == ofB.kind() ? "" : "differ"));
    }

    private static String word(Verdict verdict) {
        return Symbols.of(verdict.kind()) + " " + verdict.kind().word();
    }

    private void print(String title, List<List<String>> rows) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println(spec.commandLine().getColorScheme().ansi().string("@|bold " + title + "|@"));
        new TextTable(rows).lines().forEach(out::println);
    }
}
