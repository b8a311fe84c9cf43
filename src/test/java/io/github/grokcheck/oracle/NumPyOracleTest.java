package io.github.grokcheck.oracle;

import io.github.grokcheck.support.OracleCase;
import io.github.grokcheck.support.OracleResults;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every measure against what {@code src/test/oracle/measures.py} found for the same tiny models, kept with the code. */
class NumPyOracleTest {
    static final Path KEPT = Path.of("src/test/oracle/tiny-models.json");
    private static final OracleResults RESULTS = OracleResults.read(KEPT);

    private static List<OracleCase> tiny() {
        return OracleCase.tiny();
    }

    @ParameterizedTest
    @MethodSource("tiny")
    void every_measure_agrees_with_the_second_program(OracleCase known) {
        RESULTS.assertAgreeOn(known);
    }
}
