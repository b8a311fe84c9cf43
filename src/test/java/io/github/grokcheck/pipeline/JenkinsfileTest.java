package io.github.grokcheck.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.pipeline.PipelineRun.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Jenkinsfile is run by Groovy, with every step replaced by a note of it. */
class JenkinsfileTest {
    private static final String FRONT_PAGE = "Front page: reports/index.html";
    private static final String CLAIM_REPORT = "Claim report: target/claims-report/index.html";
    private static final String BUILD_JUDGES_RUNS = "mvnw.* verify .*-Dgrokcheck.runs=runs";
    private static final String HEADING = "name  seed  epochs  differs\n";

    @Test
    void a_change_is_verified_and_fuzzed_and_trains_nothing() throws IOException {
        PipelineRun build = new PipelineRun().finish();

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(build.all("stage")).containsExactly("Verify");
        assertThat(build.all("node")).containsExactly("");
        assertThat(build.all("checkout")).hasSize(1);
        assertThat(build.all("sh")).containsExactly("./mvnw -B -ntp clean verify", "./mvnw -B -ntp test -Pfuzz");
        assertPublished(build);
    }

    @Test
    void a_change_that_fails_is_published_too() throws IOException {
        PipelineRun build = new PipelineRun().failing("verify").finish();

        assertThat(build.result()).isEqualTo("FAILURE");
        assertPublished(build);
    }

    @Test
    void builds_start_by_themselves_at_night_one_at_a_time() throws IOException {
        assertThat(new PipelineRun().finish().all("properties"))
                .singleElement()
                .asString()
                .contains("disableConcurrentBuilds", "triggers [cron H 20 * * *]", "buildDiscarder");
    }

    @Test
    void every_parameter_says_what_it_is_for_and_works_untouched() throws IOException {
        assertThat(new PipelineRun().finish().definitions())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(parameter -> {
                    assertThat(parameter.get("description").toString()).isNotBlank();
                    assertThat(parameter.containsKey("defaultValue")).isTrue();
                });
    }

    @Test
    void a_night_plans_trains_and_judges() throws IOException {
        PipelineRun night = night().finish();

        assertThat(night.result()).isEqualTo("SUCCESS");
        assertThat(night.all("stage")).containsExactly("Plan", "Train", "Judge");
        assertThat(night.commands("-Pnightly")).singleElement().satisfies(step -> {
            assertThat(step.label()).isEqualTo("gpu");
            assertThat(step.arguments()).contains("verify", "-Dgpu");
        });
        assertThat(night.commands("-Pfuzz")).singleElement().satisfies(step -> {
            assertThat(step.label()).isEmpty();
            assertThat(step.arguments()).contains("-Dfuzz.seconds=600");
        });
        assertThat(night.commands(BUILD_JUDGES_RUNS))
                .singleElement()
                .satisfies(step -> assertThat(step.label()).isEmpty());
        assertPublished(night);
        assertThat(night.all("publishHTML"))
                .contains("Claim report, trained on a GPU: target/claims-report/index.html");
    }

    @Test
    void a_night_can_be_asked_for_by_day() throws IOException {
        PipelineRun day = new PipelineRun().with("NIGHT", true).printing("--list", HEADING + "a\n");
        assertThat(day.finish().all("stage")).containsExactly("Plan", "Train", "Judge");
    }

    @Test
    void every_run_has_a_share_of_its_own_on_an_agent_that_sweeps() throws IOException {
        PipelineRun night = night().finish();

        assertThat(night.commands("sweep .*--shard"))
                .extracting(Step::label, Step::arguments)
                .containsExactlyElementsOf(IntStream.range(0, 3)
                        .mapToObj(i -> tuple(
                                "sweep",
                                "java -jar target/grokcheck.jar sweep docs/runs.yaml --shard " + i + "/3 --out runs"))
                        .toList());
        assertThat(night.all("unstash")).containsExactly("share-0", "share-1", "share-2");
        assertThat(night.all("parallel")).hasSize(1);
        assertThat(night.all("timeout")).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void the_list_is_there_and_the_number_of_shares_can_be_set() throws IOException {
        assertThat(Recipes.findList("docs/runs.yaml")).isPresent();
        PipelineRun night = night().with("SHARDS", "2").finish();
        assertThat(night.commands("--shard"))
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.arguments()).containsPattern("--shard [01]/2 "));
    }

    @Test
    void each_share_keeps_its_finished_runs_measured() throws IOException {
        PipelineRun night = night().finish();

        assertThat(night.commands("series runs")).hasSize(3).allSatisfy(step -> {
            assertThat(step.label()).isEqualTo("sweep");
            assertThat(step.arguments()).contains("PROVENANCE.yaml");
        });
        assertThat(night.all("stash"))
                .hasSize(3)
                .allSatisfy(stash -> assertThat(stash).contains("runs/**", "allowEmpty=true"));
        assertThat(night.all("archiveArtifacts"))
                .filteredOn(files -> files.startsWith("runs/"))
                .hasSize(3);
    }

    @Test
    void only_finished_runs_are_measured_and_kept(@TempDir Path folder) throws Exception {
        String script = night().finish().commands("PROVENANCE.yaml").get(0).arguments();
        Path finished = Files.createDirectories(folder.resolve("runs/finished"));
        Path stopped = Files.createDirectories(folder.resolve("runs/stopped"));
        Files.createFile(finished.resolve("PROVENANCE.yaml"));

        assertThat(shell(script, folder)).isEqualTo("series runs\n");
        assertThat(finished).exists();
        assertThat(stopped).doesNotExist();

        Files.delete(finished.resolve("PROVENANCE.yaml"));
        assertThat(shell(script, folder)).as("nothing is left to measure").isEmpty();
    }

    /** What a script prints, with the program replaced by an echo. */
    private static String shell(String script, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-e", "-c", script.replace("java -jar target/grokcheck.jar", "echo"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    @Test
    void a_share_that_fails_is_judged_without() throws IOException {
        PipelineRun night = night().failing("--shard 1/3").finish();

        assertThat(night.result()).isEqualTo("UNSTABLE");
        assertThat(night.commands("--shard 2/3")).hasSize(1);
        assertThat(night.all("stash")).as("its finished runs count").hasSize(3);
        assertThat(night.commands(BUILD_JUDGES_RUNS)).hasSize(1);
        assertPublished(night);
    }

    @Test
    void a_lost_agent_costs_nothing_where_there_is_another() throws IOException {
        PipelineRun night = night().losingTheAgent("--shard 1/3", 1).finish();

        assertThat(night.result()).isEqualTo("SUCCESS");
        assertThat(night.commands("--shard 1/3")).hasSize(2);
        assertThat(night.all("unstash")).hasSize(3);
    }

    @Test
    void agents_lost_again_and_again_cost_their_runs_alone() throws IOException {
        PipelineRun night = night().losingTheAgent("--shard 1/3", 9).finish();

        assertThat(night.result()).isEqualTo("UNSTABLE");
        assertThat(night.commands("--shard 1/3")).hasSize(2);
        assertThat(night.all("stash")).hasSize(2);
        assertThat(night.commands(BUILD_JUDGES_RUNS)).hasSize(1);
        assertPublished(night);
    }

    @Test
    void a_failure_on_the_gpu_does_not_stop_the_night_but_shows() throws IOException {
        PipelineRun night = night().failing("-Pnightly").finish();

        assertThat(night.result()).isEqualTo("UNSTABLE");
        assertThat(night.commands(BUILD_JUDGES_RUNS)).hasSize(1);
        assertThat(night.all("publishHTML")).anyMatch(page -> page.contains("GPU"));
    }

    @Test
    void a_surprise_in_the_verdicts_fails_the_night_and_is_published() throws IOException {
        PipelineRun night = night().failing("-Dgrokcheck.runs=runs").finish();

        assertThat(night.result()).isEqualTo("FAILURE");
        assertPublished(night);
    }

    @Test
    void without_a_gpu_the_shares_alone_train() throws IOException {
        PipelineRun night = night().with("GPU_AGENT", "").finish();

        assertThat(night.result()).isEqualTo("SUCCESS");
        assertThat(night.commands("-Dgpu|-Pnightly")).isEmpty();
        assertThat(night.commands("--shard")).hasSize(3);
    }

    @Test
    void labels_can_be_chosen() throws IOException {
        PipelineRun night = night().with("AGENT", "linux")
                .with("SWEEP_AGENT", "cheap")
                .with("GPU_AGENT", "h100")
                .finish();
        assertThat(night.all("node")).containsOnly("linux", "cheap", "h100").contains("h100");
        assertThat(night.commands("--shard")).extracting(Step::label).containsOnly("cheap");
        assertThat(night.commands(BUILD_JUDGES_RUNS)).extracting(Step::label).containsOnly("linux");
    }

    @Test
    void verdicts_go_to_the_history_with_credentials_that_jenkins_keeps() throws IOException {
        List<PipelineRun> builds = List.of(
                new PipelineRun().with("HISTORY", "store").finish(),
                new PipelineRun().with("HISTORY", "store").failing("mvnw").finish(),
                night().with("HISTORY", "store").finish());

        assertThat(builds)
                .allSatisfy(build -> assertThat(build.commands("grokcheck.jar verify"))
                        .singleElement()
                        .satisfies(step -> assertThat(step.credentials())
                                .containsExactlyInAnyOrder(
                                        "GROKCHECK_HISTORY of store-url",
                                        "GROKCHECK_HISTORY_USER of store",
                                        "GROKCHECK_HISTORY_PASSWORD of store")));
        assertThat(builds.get(2).commands("grokcheck.jar verify").get(0).arguments())
                .endsWith("verify --runs runs");
        assertThat(builds.get(0).commands("mvnw"))
                .allSatisfy(step -> assertThat(step.credentials()).isEmpty());
    }

    @Test
    void verdicts_that_do_not_reach_the_history_fail_the_build() throws IOException {
        PipelineRun build = new PipelineRun().with("HISTORY", "store").failing("history push");
        assertThat(build.finish().result()).isEqualTo("FAILURE");
        assertThat(build.commands("history push"))
                .singleElement()
                .satisfies(step -> assertThat(step.credentials()).isNotEmpty());
    }

    @Test
    void changes_from_outside_never_see_the_password() throws IOException {
        PipelineRun build = new PipelineRun().with("HISTORY", "store").inEnvironment("CHANGE_ID", "7");
        assertThat(build.finish().commands("grokcheck.jar verify")).isEmpty();
        assertThat(new PipelineRun().finish().commands("grokcheck.jar verify")).isEmpty();
    }

    @Test
    void no_address_and_no_secret_is_in_the_file() throws IOException {
        assertThat(Files.readString(Path.of("Jenkinsfile")))
                .doesNotContainPattern("jdbc:|://|(?i)(password|secret|token) *[:=] *['\"](?!GROKCHECK_)");
    }

    private static PipelineRun night() {
        return new PipelineRun().byTimer().printing("--list", HEADING + "a\nb\nc\n");
    }

    /** After everything else, on an agent that judged. */
    private static void assertPublished(PipelineRun build) {
        String last = "verify";
        assertThat(build.after(last, "publishHTML")).contains(CLAIM_REPORT, FRONT_PAGE);
        assertThat(build.after(last, "junit")).hasSize(1);
        assertThat(build.after(last, "allure")).hasSize(1);
        assertThat(build.after(last, "archiveArtifacts")).contains("reports/**");
    }
}
