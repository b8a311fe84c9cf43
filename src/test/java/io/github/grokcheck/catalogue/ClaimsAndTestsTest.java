package io.github.grokcheck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.PaperClaim;
import io.github.grokcheck.support.Project;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Claim files and claim tests are the same list, so that no claim is skipped silently. */
class ClaimsAndTestsTest {
    private static final String CLAIM_TESTS = "io.github.grokcheck.claims";

    /** A floor: whatever makes claims or tests disappear by the dozen is noticed. */
    private static final int FEWEST_CLAIMS = 80;

    @Test
    void every_claim_file_has_exactly_one_test_and_every_test_a_claim_file() {
        assertThat(claimTests().map(ClaimsAndTestsTest::idOf))
                .containsExactlyInAnyOrderElementsOf(
                        Project.claims().claims().stream().map(Claim::id).toList());
    }

    @Test
    void every_claim_test_is_named_as_its_claim_file() {
        assertThat(claimTests())
                .allSatisfy(method -> assertThat(method.getName())
                        .isEqualTo(Project.claims().claim(idOf(method)).name().replace('-', '_')));
    }

    @Test
    void every_claim_test_lies_in_the_package_of_its_paper_and_in_a_class_that_is_run() {
        assertThat(claimTests().map(Method::getDeclaringClass).distinct())
                .allSatisfy(type -> assertThat(type.getName())
                        .startsWith(CLAIM_TESTS + ".nanda2023.")
                        .endsWith("ClaimTest"));
    }

    @Test
    void there_are_at_least_as_many_claims_as_there_used_to_be() {
        assertThat(Project.claims().claims()).hasSizeGreaterThanOrEqualTo(FEWEST_CLAIMS);
        assertThat(claimTests()).hasSizeGreaterThanOrEqualTo(FEWEST_CLAIMS);
    }

    private static Stream<Method> claimTests() {
        List<Class<?>> classes = ReflectionSupport.findAllClassesInPackage(CLAIM_TESTS, type -> true, name -> true);
        return classes.stream()
                .flatMap(type ->
                        AnnotationSupport.findAnnotatedMethods(type, PaperClaim.class, HierarchyTraversalMode.TOP_DOWN)
                                .stream());
    }

    private static String idOf(Method method) {
        return method.getAnnotation(PaperClaim.class).value();
    }
}
