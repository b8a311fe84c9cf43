package io.github.grokcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(VerdictFiles.schema(), InputFormat.JSON);

    private static final String ENTRY = """
            [{"id": "toy.a", "where": {"section": "4", "source": "text"}, "verdict": "upheld", "expected": true,
              "statement": "s", "reading": "r", "expectation": "loss.all <= 1", "requires": [], "moment": "at the end",
              "basis": "stated-in-paper", "scope": "mathematics", "status": "tested", "rule": "every run",
              "explanation": "e", "measured": [{"subject": "a run", "met": true, "quantities": [
                {"quantity": "loss.all", "unit": "nats", "value": 0.5, "expected": "<= 1", "met": true}]}]}]""";

    @Test
    void the_verdicts_that_are_kept_with_the_code_fit_it() throws IOException {
        String verdicts = Files.readString(Path.of("reports", "verdicts.json"));

        assertThat(SCHEMA.validate(verdicts, InputFormat.JSON)).isEmpty();
        assertThat(Files.readString(Path.of("reports", "verdicts.schema.json"))).isEqualTo(VerdictFiles.schema());
    }

    @Test
    void an_entry_as_it_should_be_fits_it() {
        assertThat(SCHEMA.validate(ENTRY, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"verdict\": \"upheld\"`, `\"verdict\": \"passed\"`",
                "`\"verdict\": \"upheld\"`, `\"verdict\": \"not evaluated\"`",
                "`\"basis\": \"stated-in-paper\"`, `\"basis\": \"guessed\"`",
                "`\"expected\": true,`, ``",
                "`\"rule\"`, `\"ruel\"`",
                "`\"value\": 0.5`, `\"value\": \"small\"`",
                "`\"unit\": \"nats\"`, `\"unit\": \"bits\"`",
                "`\"id\": \"toy.a\"`, `\"id\": \"Toy\"`",
            })
    void anything_else_does_not(String part, String instead) {
        String broken = ENTRY.replace(part, instead);

        assertThat(broken).isNotEqualTo(ENTRY);
        assertThat(SCHEMA.validate(broken, InputFormat.JSON)).isNotEmpty();
    }
}
