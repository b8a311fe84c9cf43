package io.github.grokcheck.cli;

import io.github.grokcheck.checkpoint.ForeignModel;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Unit;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.report.QuantitiesJson;
import io.github.grokcheck.report.QuantitiesJson.Measured;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.trajectory.AtomicFile;
import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.Sha256;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "measure",
        description = {
            "Measures everything on one checkpoint: losses, spectra, key frequencies, ablations.",
            "",
            "Quantities of the training or test pairs alone need the split: give --split-seed or --split.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Everything, with the split of the run's recipe:",
            "    grokcheck measure RUN/epoch-25000.safetensors --split-seed 0",
            "  The start of training, seen at the frequencies of the end:",
            "    grokcheck measure RUN/epoch-00000.safetensors \\",
            "      --keys-from RUN/epoch-25000.safetensors --json -",
            "  Somebody's model, of which nobody knows the split:",
            "    grokcheck measure model.pt"
        })
final class MeasureCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "CHECKPOINT",
            description = "A file with a model: of `train`, PyTorch (.pt, .pth), safetensors or NumPy (.npz).")
    private Path checkpoint = Path.of("");

    @Mixin
    private ModelReading reading = new ModelReading();

    @Mixin
    private SplitChoice splitChoice = new SplitChoice();

    @ArgGroup
    private @Nullable Keys keys;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "Write a JSON object to a file, or with - to standard output; a table if absent.")
    private Optional<String> json = Optional.empty();

    /** Key frequencies from elsewhere. */
    static final class Keys {
        @Option(
                names = "--keys",
                split = ",",
                paramLabel = "K",
                description = "Key frequencies to use instead of the model's own, separated by commas.")
        private List<Integer> list = List.of();

        @Option(
                names = "--keys-from",
                paramLabel = "CHECKPOINT",
                description = "Use the key frequencies of another checkpoint.")
        private Optional<Path> from = Optional.empty();

        /** The frequencies, for models of a modulus. */
        List<Frequency> of(int p, ModelReading reading) {
            return from.map(file -> own(file, p, reading))
                    .orElseGet(() -> list.stream().map(k -> new Frequency(k, p)).toList());
        }

        private static List<Frequency> own(Path file, int p, ModelReading reading) {
            Weights weights = reading.read(file).weights();
            if (weights.p() != p) {
                throw new InputException(file + ": is for p = " + weights.p() + ", the measured checkpoint for p = " + p
                        + "; take one of the same run");
            }
            return new MeasuredModel(weights, Optional.empty(), Optional.empty()).keys();
        }
    }

    @Override
    public void run() {
        ForeignModel foreign = reading.read(checkpoint);
        ModularAddition task = new ModularAddition(foreign.weights().p());
        Optional<SplitChoice.Named> split = splitChoice.of(task);
        MeasuredModel model = new MeasuredModel(
                foreign.weights(),
                split.map(SplitChoice.Named::split),
                Optional.ofNullable(keys).map(given -> given.of(task.p(), reading)));
        Map<ModelMeasure, Value> values = measure(model);
        PrintWriter out = spec.commandLine().getOut();
        if (json.isEmpty()) {
            out.println(foreign.description());
            values.forEach((measure, value) ->
                    out.printf(Locale.ROOT, "%-32s %s %s%n", measure.id(), Wording.value(value), unit(measure, value)));
            return;
        }
        List<Integer> used = model.keys().stream().map(Frequency::k).toList();
        Measured of = new Measured(
                String.valueOf(checkpoint.getFileName()),
                Sha256.of(checkpoint),
                foreign.format().word(),
                foreign.layout().word(),
                task.p(),
                split.map(SplitChoice.Named::origin),
                used);
        write(json.get(), QuantitiesJson.of(of, values));
    }

    private static String unit(ModelMeasure measure, Value value) {
        return value instanceof Value.Scalar && measure.unit() != Unit.ONE
                ? measure.unit().symbol()
                : "";
    }

    private Map<ModelMeasure, Value> measure(MeasuredModel model) {
        Map<ModelMeasure, Value> values = new EnumMap<>(ModelMeasure.class);
        ModelMeasure[] all = ModelMeasure.values();
        try (ProgressDisplay display = ProgressDisplay.open(
                "measuring", 0, all.length, spec.commandLine().getErr())) {
            for (ModelMeasure measure : all) {
                display.at(measure.ordinal(), measure.id());
                values.put(measure, measure.of(model));
            }
            display.at(all.length, "done");
        }
        values.values().removeIf(Value.Unavailable.class::isInstance);
        return values;
    }

    private void write(String target, String text) {
        if (target.equals("-")) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            AtomicFile.writeText(Path.of(target), text);
        }
    }
}
