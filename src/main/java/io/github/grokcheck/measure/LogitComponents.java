package io.github.grokcheck.measure;

/**
 * Which components the logits' two-dimensional spectrum consists of. A model that adds on 2|keys| sum directions fills,
 * for each key, the 2 × 2 block of equal frequencies: 4|keys| components in all.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.1 and figure 4"
 */
final class LogitComponents {
    private LogitComponents() {}

    /** Σ E over the keys' 2 × 2 blocks ÷ Σ E without (0, 0); undefined if the logits do not depend on the pair. */
    static Value blockEnergyShare(MeasuredModel model) {
        var spectrum = model.logitSpectrum();
        return Value.finite(
                spectrum.blockEnergy(model.keys()) / spectrum.energyWithoutConstant(),
                "the logits do not depend on the pair");
    }

    /**
     * The 4|keys|-th largest √E ÷ the next one, (0, 0) left out: how clear the cut after the expected number of components
     * is. Undefined without keys, or if nothing is left behind the cut.
     */
    static Value gap(MeasuredModel model) {
        int expected = 4 * model.keys().size();
        if (expected == 0) {
            return new Value.Undefined("there is no key frequency");
        }
        double[] descending = model.logitSpectrum().descendingNorms();
        return Value.finite(descending[expected - 1] / descending[expected], "nothing lies behind the gap");
    }
}
