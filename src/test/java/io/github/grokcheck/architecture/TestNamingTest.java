package io.github.grokcheck.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.grokcheck.support.PaperClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** A test class with another ending would silently not be run. */
@AnalyzeClasses(packages = "io.github.grokcheck", importOptions = OnlyIncludeTests.class)
class TestNamingTest {
    @ArchTest
    static final ArchRule tests_are_in_classes_that_the_build_runs = methods()
            .that()
            .areAnnotatedWith(Test.class)
            .or()
            .areAnnotatedWith(ParameterizedTest.class)
            .or()
            .areAnnotatedWith(TestFactory.class)
            .or()
            .areAnnotatedWith(ArchTest.class)
            .should()
            .beDeclaredInClassesThat()
            .haveNameMatching(".*Test(\\$.*)?");

    @ArchTest
    static final ArchRule claims_are_judged_in_classes_that_the_gate_runs = methods()
            .that()
            .areAnnotatedWith(PaperClaim.class)
            .should()
            .beDeclaredInClassesThat()
            .haveSimpleNameEndingWith("ClaimTest");

    @ArchTest
    static final ArchRule nothing_needs_the_old_junit =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.junit", "junit..", "net.jqwik..");
}
