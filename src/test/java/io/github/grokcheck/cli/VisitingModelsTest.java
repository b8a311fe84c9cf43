package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.checkpoint.ForeignFiles;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.TinyModels;
import io.github.grokcheck.trajectory.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Models of others on the command line: {@code verify --model}, {@code compare} and {@code measure}. */
class VisitingModelsTest {
    private static final String EVERY_RUN = "every-grokked-run\nrule: every-run";

    @TempDir
    Path folder;

    private Path claims;
    private Path reports;
    private Path model;

    @BeforeEach
    void write() throws IOException {
        claims = folder.resolve("claims");
        reports = folder.resolve("reports");
        EmptyClaims.in(claims);
        claim("learns", "loss.all", "{at-least: 0}", EVERY_RUN);
        claim("train", "loss.train", "{at-least: 0}", EVERY_RUN);
        claim("compares", "loss.all", "{at-least: 0}", "sweep\nrule: every-run\nruns: {weight-decay: [0]}");
        model = ForeignFiles.torch(folder.resolve("visitor.pt"), ForeignFiles.transformerLens(mainlineSized(1)));
    }

    @Test
    void a_model_is_judged_described_and_reported() throws IOException {
        Execution verify = verify("--model", model, "--no-split").succeeds();
        assertThat(verify.out())
                .contains("visitor.pt: PyTorch archive, TransformerLens layout, p = 113, 113 outputs, split unknown")
                .contains("3 claims: 1 upheld, 0 refuted, 0 mixed, 2 not evaluated")
                .contains("the train/test split is not known", "it compares runs");
        assertThat(reports.resolve("verdicts.md")).content().contains("visitor.pt", "SHA-256");
        assertThat(JsonMapper.shared()
                        .readTree(Files.readString(reports.resolve("verdicts.json")))
                        .size())
                .isEqualTo(3);
    }

    @Test
    void a_split_answers_what_needs_one_whether_drawn_or_listed() throws IOException {
        assertThat(verify("--model", model, "--split-seed", "0").succeeds().out())
                .contains("3830 training pairs", "2 upheld");
        Path pairs = Files.writeString(folder.resolve("pairs.csv"), "a,b\n0,1\n6,6\n");
        assertThat(verify("--model", model, "--split", pairs).succeeds().out())
                .contains("2 training pairs", "2 upheld");
    }

    @Test
    void a_recipe_gives_the_split_unless_the_user_says_that_nobody_knows_it() {
        assertThat(verify("--model", model, "--recipe", "mainline").succeeds().out())
                .contains("3830 training pairs", "Recipe: mainline", "2 upheld");
        assertThat(verify("--model", model, "--recipe", "mainline", "--no-split")
                        .succeeds()
                        .out())
                .contains("split unknown", "1 upheld");
        verify("--model", model, "--recipe", "mainline", "--split-seed", "1").isRefused("--recipe", "split");
    }

    @Test
    void another_share_of_training_pairs_is_another_recipe() {
        assertThat(verify("--model", model, "--split-seed", "0", "--train-fraction", "0.9")
                        .succeeds()
                        .out())
                .contains("11492 training pairs", "it does not speak of runs with train fraction 0.9", "0 upheld");
        verify("--model", model, "--split-seed", "0", "--train-fraction", "1e-9")
                .isRefused("--train-fraction");
    }

    @Test
    void a_recipe_that_contradicts_the_file_is_refused() {
        Path tiny = TinyRun.in(folder.resolve("run")).resolve("recipe.yaml");
        verify("--model", model, "--recipe", tiny).isRefused("visitor.pt", "p = 113", "p = 7", "--recipe");
    }

    @Test
    void claims_do_not_speak_of_models_of_other_sizes() {
        Path tiny = ForeignFiles.torch(folder.resolve("tiny.pt"), ForeignFiles.authors(TinyRun.weights(1)));
        assertThat(verify("--model", tiny).succeeds().out())
                .contains("p = 7, 8 outputs", "it speaks of models with p = 113", "0 upheld");
    }

    @Test
    void both_layouts_can_be_asked_for_and_only_the_right_one_fits() {
        Execution.of("measure", model, "--layout", "transformer-lens", "--json", "-")
                .succeeds();
        Execution.of("measure", model, "--layout", "authors").isRefused("visitor.pt", "W_O", "--layout");
    }

    /** Of somebody's run one often knows little more than λ. */
    @Test
    void a_recipe_may_say_no_more_than_what_differs_from_the_mainline() throws IOException {
        Path recipe = Files.writeString(
                folder.resolve("weaker.yaml"), "{like: mainline, name: weaker, optimizer: {weight-decay: 0.1}}");
        assertThat(verify("--model", model, "--recipe", recipe).succeeds().out())
                .contains("Recipe: weaker", "it does not speak of runs with weight decay 0.1");
    }

    @Test
    void several_models_are_evidence_together() {
        Path ours = folder.resolve("ours.safetensors");
        new Checkpoint("ours", 0, mainlineSized(2)).writeTo(ours);
        assertThat(verify("--model", model, "--model", ours).succeeds().out())
                .contains("visitor.pt", "ours.safetensors", "authors' layout, p = 113, 114 outputs");
        assertThat(reports.resolve("verdicts.json")).content().contains("visitor.pt", "ours.safetensors");
    }

    @Test
    void a_claim_that_a_visitor_refutes_is_exit_1() throws IOException {
        claim("perfect", "loss.all", "{at-most: 0}", EVERY_RUN);
        Execution verify = verify("--model", model);
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out()).contains("unexpected: nanda2023.perfect refuted");
    }

    @Test
    void options_that_contradict_each_other_are_refused() {
        verify("--model", model, "--write").isRefused("--write", "--model");
        for (String option : List.of("--recipe=mainline", "--layout=authors", "--split-seed=0", "--at=model")) {
            verify(option).isRefused(option.substring(0, option.indexOf('=')), "--model");
        }
        verify("--model", model, "--runs", folder).isRefused("--runs", "--model");
        verify("--model", model, "--no-split", "--split-seed", "0").isRefused("--no-split", "--split-seed");
        verify("--model", model, "--layout", "tl").isRefused("--layout", "authors, transformer-lens");
    }

    @Test
    void a_file_that_cannot_be_used_is_refused_before_anything_is_written() {
        verify("--model", folder.resolve("none.pt")).isRefused("none.pt", "no such file");
        assertThat(reports).doesNotExist();
    }

    @Test
    void two_models_side_by_side_show_keys_quantities_and_verdicts() {
        Path ours = folder.resolve("ours.safetensors");
        new Checkpoint("ours", 0, mainlineSized(2)).writeTo(ours);
        Execution compare =
                Execution.of("compare", model, ours, "--claims", claims).succeeds();
        assertThat(compare.out())
                .contains("A  " + model, "B  " + ours, "W_L of A", "*A", "*B")
                .containsPattern("loss.all +\\d\\S+ +\\d\\S+ +\\d")
                .containsPattern("nanda2023.learns +\\S upheld +\\S upheld")
                .doesNotContain("nanda2023.compares");
    }

    @Test
    void measure_says_how_the_file_was_understood() {
        assertThat(Execution.of("measure", model).succeeds().out())
                .startsWith("PyTorch archive, TransformerLens layout");
        assertThat(Execution.of("measure", model, "--json", "-").succeeds().out())
                .contains("\"format\" : \"PyTorch archive\"", "\"layout\" : \"TransformerLens\"");
    }

    private static Weights mainlineSized(long seed) {
        return TinyModels.random(113, Recipes.find("mainline").architecture(), seed);
    }

    private Execution verify(Object... options) {
        Object[] words = new Object[5 + options.length];
        System.arraycopy(new Object[] {"verify", "--claims", claims, "--reports", reports}, 0, words, 0, 5);
        System.arraycopy(options, 0, words, 5, options.length);
        return Execution.of(words);
    }

    private void claim(String name, String measure, String expectation, String scope) throws IOException {
        EmptyClaims.add(claims, name, measure, expectation, scope);
    }
}
