package io.github.grokcheck.page;

import io.github.grokcheck.calibration.Calibration.Cell;
import io.github.grokcheck.claim.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What verdicts are seen against.
 *
 * @param published what the paper reports of its own run; empty where that is not at hand
 * @param controls what each claim says of models whose truth is known, by the claim's id; empty where none were tried
 * @param allure where Allure's report shows each claim
 * @param program version and commit of this program
 */
public record Background(
        Optional<Subject> published, Map<String, List<Cell>> controls, AllureEntries allure, String program) {
    public Background {
        controls = Map.copyOf(controls);
    }
}
