package io.github.grokcheck.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * The test of one claim: run once for each {@link EvidenceSet}, with the claim and the set as arguments. What the claim
 * says and what was found goes to the report whether or not the test passes.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("claim")
@ParameterizedTest(name = "{0} on {1}")
@ArgumentsSource(ClaimArguments.class)
@ExtendWith(ClaimReport.class)
public @interface PaperClaim {
    /** The claim's id. */
    String value();
}
