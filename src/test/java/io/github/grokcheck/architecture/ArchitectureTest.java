package io.github.grokcheck.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.Assertions;

/** Data flows one way, and what is dangerous has one place each. */
@AnalyzeClasses(packages = "io.github.grokcheck", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "io.github.grokcheck.";

    // spotless:off
    @ArchTest
    static final ArchRule data_flows_one_way = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture()
            .layer("tensor").definedBy(BASE + "tensor")
            .layer("config").definedBy(BASE + "config")
            .layer("dataset").definedBy(BASE + "dataset")
            .layer("model").definedBy(BASE + "model")
            .layer("trajectory").definedBy(BASE + "trajectory")
            .layer("checkpoint").definedBy(BASE + "checkpoint")
            .layer("training").definedBy(BASE + "training")
            .layer("djl").definedBy(BASE + "djl")
            .layer("sweep").definedBy(BASE + "sweep")
            .optionalLayer("spark").definedBy(BASE + "spark")
            .layer("spectral").definedBy(BASE + "spectral")
            .layer("measure").definedBy(BASE + "measure")
            .layer("claim").definedBy(BASE + "claim")
            .layer("calibration").definedBy(BASE + "calibration")
            .layer("history").definedBy(BASE + "history")
            .layer("figure").definedBy(BASE + "figure")
            .layer("report").definedBy(BASE + "report")
            .layer("page").definedBy(BASE + "page")
            .layer("cli").definedBy(BASE + "cli")
            .whereLayer("tensor").mayNotAccessAnyLayer()
            .whereLayer("config").mayNotAccessAnyLayer()
            .whereLayer("dataset").mayOnlyAccessLayers("config")
            .whereLayer("model").mayOnlyAccessLayers("tensor", "config", "dataset")
            .whereLayer("trajectory").mayOnlyAccessLayers("tensor", "config", "model")
            .whereLayer("checkpoint").mayOnlyAccessLayers("tensor", "config", "dataset", "model", "trajectory")
            .whereLayer("training").mayOnlyAccessLayers("config", "dataset", "model", "trajectory")
            .whereLayer("djl").mayOnlyAccessLayers("tensor", "config", "dataset", "model", "trajectory", "training")
            .whereLayer("sweep").mayOnlyAccessLayers("config", "training")
            .whereLayer("spark").mayOnlyAccessLayers("config", "trajectory", "training", "sweep")
            .whereLayer("spectral").mayOnlyAccessLayers("tensor", "dataset", "model")
            .whereLayer("measure").mayOnlyAccessLayers("tensor", "config", "dataset", "model", "trajectory", "spectral")
            .whereLayer("claim").mayOnlyAccessLayers("config", "dataset", "model", "trajectory", "spectral", "measure")
            .whereLayer("calibration").mayOnlyAccessLayers("tensor", "config", "dataset", "model", "trajectory", "spectral", "measure", "claim")
            .whereLayer("history").mayOnlyAccessLayers("trajectory", "measure", "claim")
            .whereLayer("figure").mayOnlyAccessLayers("tensor", "model", "trajectory", "spectral", "measure", "claim")
            .whereLayer("report").mayOnlyAccessLayers("config", "measure", "trajectory", "claim")
            .whereLayer("page").mayOnlyAccessLayers("config", "measure", "trajectory", "claim", "calibration", "figure", "report")
            .whereLayer("cli").mayNotBeAccessedByAnyLayer();
    // spotless:on

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching(BASE + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_djl_uses_the_native_library = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "djl")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")
            .because("everything from the checkpoint on runs on any JDK without native code");

    @ArchTest
    static final ArchRule only_spectral_uses_the_fft = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "spectral")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jtransforms..")
            .because("the library has no name for its scaling, and spectral gives it one");

    @ArchTest
    static final ArchRule only_figure_draws = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + "figure", BASE + "cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jfree..", "java.awt..", "javax.imageio..")
            .because("drawing fails on machines without fonts, and figure knows what to do then, as cli tells people");

    @ArchTest
    static final ArchRule only_page_fills_in_templates = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "page")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("freemarker..");

    @ArchTest
    static final ArchRule only_history_talks_to_databases = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "history")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.h2..", "org.postgresql..")
            .because("verdicts do not depend on what was stored before");

    @ArchTest
    static final ArchRule few_read_or_write_yaml_and_json = noClasses()
            .that()
            .resideOutsideOfPackages(
                    BASE + "config",
                    BASE + "trajectory",
                    BASE + "claim",
                    BASE + "history",
                    BASE + "report",
                    BASE + "page",
                    BASE + "cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..", "com.networknt..")
            .because("numbers are computed from records, not from trees of text");

    @ArchTest
    static final ArchRule only_cli_prints = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "cli")
            .should(ACCESS_STANDARD_STREAMS)
            .because("whoever calls a library decides what is printed");

    @ArchTest
    static final ArchRule only_cli_exits = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "cli")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule nobody_draws_unseeded_random_numbers = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .because("a verdict must come out the same twice");

    /** Time is what a benchmark measures, and what tells an idle thread to sleep. */
    private static final String TIMERS = ".*\\.djl\\.(Benchmark|PacedTraining|Products|Stopwatch|Crew)(\\$.*)?";

    @ArchTest
    static final ArchRule only_cli_reads_the_clock = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "cli")
            .and()
            .haveNameNotMatching(TIMERS)
            .should()
            .callCodeUnitWhere(new ReadsTheClock())
            .because("the same run gives the same report at any time of day");

    /** Rules that see too few classes hold for nothing. */
    @ArchTest
    static void the_rules_see_the_whole_program(JavaClasses classes) {
        Assertions.assertThat(classes.stream().map(JavaClass::getPackageName).distinct())
                .hasSizeGreaterThanOrEqualTo(13);
        Assertions.assertThat(classes).hasSizeGreaterThan(150);
    }
}
