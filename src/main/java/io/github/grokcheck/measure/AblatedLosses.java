package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.spectral.Frequency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The losses of {@link Ablations}, in nats, averaged over all pairs or over the training pairs. */
final class AblatedLosses {
    private AblatedLosses() {}

    /** CE(R, all), R the restricted logits. */
    static double restrictedAll(MeasuredModel model) {
        return CrossEntropy.mean(model.ablations().restrictedLosses());
    }

    /** CE(R, train), the same R. */
    static double restrictedTrain(MeasuredModel model, Split split) {
        return CrossEntropy.mean(model.ablations().restrictedLosses(), split.trainRows());
    }

    /** CE(L − Σ_k P_k(L), train): all keys removed at once. */
    static double excludedTrain(MeasuredModel model, Split split) {
        Ablations ablations = model.ablations();
        return CrossEntropy.mean(ablations.losses(ablations.excluded()), split.trainRows());
    }

    /** CE(L − Σ_k P_k(L), train): every frequency of the sum removed at once, not the keys alone. */
    static double excludedTrainEvery(MeasuredModel model, Split split) {
        Ablations ablations = model.ablations();
        return CrossEntropy.mean(ablations.losses(ablations.excludedEvery()), split.trainRows());
    }

    /** For each key alone: CE(L − P_k(L), train). */
    static Value excludedTrainEach(MeasuredModel model, Split split) {
        return each(model, losses -> CrossEntropy.mean(losses, split.trainRows()));
    }

    /** For each key alone: CE(L − P_k(L), all). */
    static Value excludedAllEach(MeasuredModel model) {
        return each(model, CrossEntropy::mean);
    }

    /** CE over all pairs of the logits that keep only the key frequencies' 3 × 3 blocks. */
    static double keyBlocks(MeasuredModel model) {
        Ablations ablations = model.ablations();
        return CrossEntropy.mean(ablations.losses(ablations.keyBlocks()));
    }

    /** CE over all pairs of the restricted logits without the classes' means. */
    static double restrictedWithoutConstant(MeasuredModel model) {
        Ablations ablations = model.ablations();
        return CrossEntropy.mean(ablations.losses(ablations.restrictedWithoutConstant()));
    }

    /** CE over all pairs of the logits that keep only the key frequencies' 2 × 2 blocks and the classes' means. */
    static double twentyTerms(MeasuredModel model) {
        Ablations ablations = model.ablations();
        return CrossEntropy.mean(ablations.losses(ablations.twentyTerms()));
    }

    /** For each frequency that is no key: CE(L − P_k(L), all). */
    static Value excludedAllOthers(MeasuredModel model) {
        Ablations ablations = model.ablations();
        Map<String, Double> byFrequency = new LinkedHashMap<>();
        for (Frequency frequency : model.basis().frequencies()) {
            if (!model.keys().contains(frequency)) {
                byFrequency.put(
                        frequency.toString(), CrossEntropy.mean(ablations.losses(ablations.excluded(frequency))));
            }
        }
        return Value.finite(byFrequency, "the logits are so large that the loss overflows");
    }

    private static Value each(MeasuredModel model, ToDoubleFunction<double[]> mean) {
        Map<String, Double> byKey = new LinkedHashMap<>();
        for (Map.Entry<Frequency, double[]> entry :
                model.ablations().eachExcludedLosses().entrySet()) {
            byKey.put(entry.getKey().toString(), mean.applyAsDouble(entry.getValue()));
        }
        return Value.finite(byKey, "the mean is over no pair");
    }
}
