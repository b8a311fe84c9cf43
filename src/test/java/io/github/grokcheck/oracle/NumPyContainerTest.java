package io.github.grokcheck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.support.OracleCase;
import io.github.grokcheck.support.OracleResults;
import io.github.grokcheck.support.Project;
import io.github.grokcheck.trajectory.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.MountableFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs {@code src/test/oracle/measures.py}, which shares no code with this project, in a container, on the shipped runs
 * and on the tiny models, and compares every measure. Without a container engine it is reported as not run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "isThereAnEngine",
        disabledReason = "NOT RUN: no container engine; the kept results for tiny models are compared all the same")
class NumPyContainerTest {
    private static final Path PROGRAM = Path.of("src/test/oracle");
    private static final Path FOLDER = Project.BUILD_FOLDER.resolve("oracle");
    private static final String DEFAULT_BASE = "debian:bookworm-slim";

    static boolean isThereAnEngine() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    void measure_everything_in_the_container() throws Exception {
        Files.createDirectories(FOLDER);
        Stream.concat(tiny(), shipped()).forEach(NumPyContainerTest::export);
        ImageFromDockerfile image = new ImageFromDockerfile("localhost/grokcheck-oracle:1", false)
                .withFileFromPath("Dockerfile", PROGRAM.resolve("Dockerfile"))
                .withFileFromPath("measures.py", PROGRAM.resolve("measures.py"))
                .withBuildArg("BASE", System.getenv().getOrDefault("GROKCHECK_ORACLE_BASE", DEFAULT_BASE));
        try (GenericContainer<?> container = new GenericContainer<>(image)
                .withImagePullPolicy(built -> false)
                .withCommand("sleep", "3600")
                .withCopyToContainer(MountableFile.forHostPath(FOLDER), "/models")) {
            container.start();
            var run = container.execInContainer(
                    "sh",
                    "-c",
                    "cd /models && ls job-*.json | xargs -P $(nproc) -I@ sh -c 'python3 /measures.py @ > @.out'");
            assertThat(run.getExitCode()).as(run.getStderr()).isZero();
            for (OracleCase known : Stream.concat(tiny(), shipped()).toList()) {
                Path results = resultsOf(known);
                container.copyFileFromContainer("/models/" + results.getFileName(), results.toString());
            }
        }
    }

    private static void export(OracleCase known) {
        String file = fileOf(known) + ".safetensors";
        new Checkpoint("", 0, known.weights()).writeTo(FOLDER.resolve(file));
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("name", known.name());
        job.put("model", file);
        job.put("seed", known.seed());
        job.put("fraction", known.fraction());
        known.keys().ifPresent(keys -> job.put("keys", keys));
        JsonMapper.shared().writeValue(FOLDER.resolve(fileOf(known) + ".json").toFile(), List.of(job));
    }

    private static String fileOf(OracleCase known) {
        return "job-" + known.name().replaceAll("[^a-z0-9]+", "-");
    }

    private static Path resultsOf(OracleCase known) {
        return FOLDER.resolve(fileOf(known) + ".json.out");
    }

    private static Stream<OracleCase> tiny() {
        return OracleCase.tiny().stream();
    }

    private static Stream<OracleCase> shipped() {
        List<OracleCase> cases = new ArrayList<>();
        OracleCase.ofRun("fixtures/runs/mainline-seed0", false)
                .filter(known -> known.name().matches(".*epoch (0|1400|25000)"))
                .forEach(cases::add);
        for (int seed = 1; seed < 5; seed++) {
            OracleCase.ofRun("fixtures/runs/mainline-seed" + seed, true).forEach(cases::add);
        }
        OracleCase.ofRun("fixtures/controls/shuffled-answers", true).forEach(cases::add);
        cases.add(OracleCase.planted());
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_measure_agrees_on_shipped_runs_and_controls(OracleCase known) {
        OracleResults.read(resultsOf(known)).assertAgreeOn(known);
    }

    /** So the results that are kept, with which every build compares, are the program's. */
    @ParameterizedTest
    @MethodSource("tiny")
    void every_measure_agrees_on_tiny_models_whose_results_are_kept(OracleCase known) {
        OracleResults.read(resultsOf(known)).assertAgreeOn(known);
        OracleResults.read(NumPyOracleTest.KEPT).assertAgreeOn(known);
    }
}
