package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.history.Amount;
import io.github.grokcheck.history.Histories;
import io.github.grokcheck.history.HistoryStore;
import io.github.grokcheck.history.Observed;
import io.github.grokcheck.history.RecordedVerdict;
import io.github.grokcheck.history.StoreAddress;
import io.github.grokcheck.history.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From {@code verify} to {@code history}, on claims about arithmetic and a file in a temporary folder. */
class HistoryCommandTest {
    private static final String DOWN = "jdbc:postgresql://localhost:1/history?user=me&password=s3cret";

    @TempDir
    Path folder;

    private Path claims = Path.of("");
    private Path runs = Path.of("");
    private Path outbox = Path.of("");
    private String file = "";

    @BeforeEach
    void write_two_claims() throws IOException {
        claims = folder.resolve("claims");
        runs = Files.createDirectories(folder.resolve("runs"));
        outbox = folder.resolve("outbox");
        file = "jdbc:h2:file:" + folder.resolve("history");
        EmptyClaims.in(claims);
        EmptyClaims.add(claims, "chance", "mathematics.chance-accuracy", "{at-most: 0.01}", "mathematics");
        EmptyClaims.add(claims, "uniform", "mathematics.uniform-loss", "{at-least: 4}", "mathematics");
    }

    @Test
    void a_changed_threshold_is_all_that_differs() throws IOException {
        verify(file).succeeds();
        EmptyClaims.add(claims, "uniform", "mathematics.uniform-loss", "{at-least: 4.5}", "mathematics");
        verify(file).succeeds();
        List<String> lines =
                history("diff", "previous", "latest").succeeds().out().lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).startsWith("A  ").endsWith("on --runs " + runs);
        assertThat(lines.get(1)).startsWith("B  ");
        assertThat(lines.subList(2, 6))
                .containsExactly(
                        "",
                        "nanda2023.uniform  expectation  mathematics.uniform-loss >= 4 -> mathematics.uniform-loss >= 4.5",
                        "",
                        "1 difference");
        assertThat(history("diff", "latest", "latest").succeeds().out()).endsWith(String.format("%nno differences%n"));
    }

    @Test
    void a_threshold_that_turns_the_verdict_shows_both() throws IOException {
        verify(file).succeeds();
        EmptyClaims.add(claims, "uniform", "mathematics.uniform-loss", "{at-least: 5}", "mathematics");
        assertThat(verify(file).exitCode()).isEqualTo(1);
        assertThat(history("diff", "previous", "latest").succeeds().out())
                .containsPattern("uniform +verdict +upheld -> refuted \\(unexpected\\)")
                .containsPattern("uniform +expectation ")
                .contains("2 differences");
    }

    @Test
    void verifications_are_listed_shown_and_found_by_the_beginning_of_their_ids() {
        verify(file).succeeds();
        String list = history("list").succeeds().out();
        assertThat(list)
                .containsPattern("[0-9a-f]{8}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC .* 2 +0 +0 +0 +0 +--runs ");
        String id = list.lines().skip(1).findFirst().orElseThrow().substring(0, 6);
        assertThat(history("show", id).succeeds().out())
                .contains("verification " + id)
                .containsPattern(
                        "nanda2023.chance +upheld +\\S.*mathematics.chance-accuracy = 0.0088496 +<= 0.01 +yes");
        assertThat(history("show", "--claim", "nanda2023.chance").succeeds().out())
                .doesNotContain("uniform");
        history("show", "xyz").isRefused("\"xyz\" begins no id", "history list");
        history("diff", "previous", "latest").isRefused("previous", "1 verification", "grokcheck verify");
        verify(file).succeeds();
        history("show", "").isRefused("begins 2 ids");
    }

    @Test
    void an_empty_history_says_how_to_fill_it() {
        assertThat(history("list").succeeds().out()).contains("no verification is stored yet; `grokcheck verify`");
        history("show").isRefused("latest", "0 verifications");
    }

    @Test
    void a_value_that_drifted_is_told_after_the_verdicts() throws IOException {
        store(earlier(verify(), 0.9));
        String out = verify(file).succeeds().out();
        assertThat(out)
                .containsPattern("1 value drifted since [0-9a-f]{8} of 2026-03-01 12:00 UTC:")
                .containsPattern(
                        "  nanda2023.chance +arithmetic mod 113 +mathematics.chance-accuracy +0.9 -> 0.0088496");
        assertThat(verify(file).succeeds().out()).doesNotContain("drifted");
        assertThat(history("diff", "previous", "latest").succeeds().out()).contains("no differences");
    }

    @Test
    void a_quantity_is_followed_over_time_and_drawn() throws IOException {
        store(earlier(verify(), 0.9));
        verify(file).succeeds();
        Path png = folder.resolve("trend.png");
        Execution trend =
                history("trend", "mathematics.chance-accuracy", "--plot", png).succeeds();
        assertThat(trend.out())
                .contains("mathematics.chance-accuracy (fraction) of arithmetic mod 113, for nanda2023.chance")
                .containsPattern("2026-03-01 12:00 UTC +0.9 +\\| {29}\\*\\|")
                .containsPattern("0.0088496 +\\|\\* {29}\\|")
                .contains("Drawn into " + png);
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
        Path svg = folder.resolve("trend.svg");
        history("trend", "mathematics.chance-accuracy", "--plot", svg).succeeds();
        assertThat(svg).content().contains("<svg", "mathematics.chance-accuracy");
        history("trend", "mathematics.chance-accuracy", "--plot", folder.resolve("t.jpg"))
                .isRefused("t.jpg", ".png", ".svg");
        history("trend", "mathematics.chance-acc").isRefused("was never measured", "mathematics.chance-accuracy");
        history("trend", "mathematics.chance-accuracy", "--subject", "none").isRefused("--subject");
    }

    @Test
    void where_the_store_is_down_the_verdicts_stand_and_a_push_brings_them_there_once() {
        Execution down = verify(DOWN).succeeds();
        assertThat(down.out()).contains("2 claims: 2 upheld");
        assertThat(down.err().lines()).hasSize(1);
        assertThat(down.err())
                .startsWith("grokcheck: not in the history: verification ")
                .contains("(2 verdicts, 2 values): jdbc:postgresql://localhost:1/history: cannot be opened")
                .contains("it waits in " + outbox, "`grokcheck history push`")
                .doesNotContain("s3cret");
        Execution.of("history", "push", "--history", DOWN, "--outbox", outbox).isRefused("localhost:1/history");
        assertThat(history("push").succeeds().out())
                .contains("0 verifications stored", "1 more verification for jdbc:postgresql://localhost:1/history");
        assertThat(history("list").succeeds().out()).contains("1 more verification waiting");
        assertThat(history("push", "--all").succeeds().out())
                .contains(": 2 verdicts, 2 values", "1 verification stored");
        assertThat(history("push", "--all").succeeds().out()).contains("0 verifications stored");
        assertThat(history("list").succeeds().out().lines()).hasSize(2);
    }

    @Test
    void an_unexpected_verdict_is_exit_1_whatever_the_store_does() throws IOException {
        EmptyClaims.add(claims, "uniform", "mathematics.uniform-loss", "{at-least: 5}", "mathematics");
        assertThat(verify(DOWN).exitCode()).isEqualTo(1);
    }

    @Test
    void a_damaged_store_leaves_verdicts_and_exit_code_alone() throws IOException {
        Files.write(folder.resolve("history.mv.db"), new byte[20_000]);
        Execution verify = verify(file).succeeds();
        assertThat(verify.out()).contains("2 claims: 2 upheld");
        assertThat(verify.err().lines()).hasSize(1);
        assertThat(verify.err()).contains("history.mv.db away", "it waits in");
        history("list").isRefused("history.mv.db away");
    }

    @Test
    void a_damaged_file_in_the_outbox_is_told_and_the_rest_is_pushed() throws IOException {
        verify(DOWN).succeeds();
        Path damaged = Files.writeString(outbox.resolve("damaged.json"), "{");
        Execution push = history("push", "--all");
        assertThat(push.exitCode()).isEqualTo(Failures.BAD_INPUT);
        assertThat(push.out()).contains("1 verification stored");
        assertThat(push.err().lines()).hasSize(1);
        assertThat(push.err()).contains(damaged.toString(), "delete it");
    }

    @Test
    void without_a_history_nothing_is_stored_and_nothing_can_be_shown() {
        verify("none").succeeds();
        assertThat(outbox).doesNotExist();
        Execution.of("history", "list", "--history", "none").isRefused("--history none", "name a store");
    }

    /** Found out about before the claims are judged. */
    @Test
    void a_wrong_address_is_refused_before_anything_is_judged() {
        verify("jdbc:mysql://host/db").isRefused("jdbc:mysql://host/db", "jdbc:postgresql://HOST/DATABASE");
    }

    @Test
    void a_history_without_a_subcommand_names_them() {
        Execution.of("history").isRefused("list, show ID, diff A B, trend QUANTITY or push?");
    }

    /** In an environment without the variable, tests would write into the home of whoever runs them. */
    @Test
    void the_build_keeps_tests_away_from_everybodys_history() {
        assertThat(System.getenv()).containsEntry(HistoryOptions.VARIABLE, "none");
    }

    /** The verification that is stored, with another value and date. */
    private Verification earlier(Execution verify, double value) {
        verify.succeeds();
        try (HistoryStore store = HistoryStore.open(StoreAddress.of(scratch(), Map.of()))) {
            Verification real = store.verification(store.list().get(0).id());
            return new Verification(
                    real.id(),
                    Histories.NOON,
                    real.program(),
                    real.origin(),
                    real.verdicts().stream()
                            .map(verdict -> verdict.claim().equals("nanda2023.chance") ? with(verdict, value) : verdict)
                            .toList());
        }
    }

    private static RecordedVerdict with(RecordedVerdict verdict, double value) {
        Observed observed = verdict.observed().get(0);
        return new RecordedVerdict(
                verdict.claim(),
                verdict.verdict(),
                verdict.expected(),
                verdict.expectation(),
                verdict.requirements(),
                verdict.basis(),
                verdict.rule(),
                verdict.noise(),
                verdict.sha256(),
                verdict.explanation(),
                List.of(new Observed(
                        observed.subject(),
                        observed.quantity(),
                        observed.unit(),
                        new Amount.OfNumber(value),
                        observed.expected(),
                        observed.met())));
    }

    private void store(Verification verification) {
        try (HistoryStore store = HistoryStore.open(StoreAddress.of(file, Map.of()))) {
            store.add(verification);
        }
    }

    private String scratch() {
        return "jdbc:h2:file:" + folder.resolve("scratch");
    }

    private Execution verify() {
        return verify(scratch());
    }

    private Execution verify(String store) {
        return Execution.of("verify", "--claims", claims, "--runs", runs, "--history", store, "--outbox", outbox);
    }

    private Execution history(Object... words) {
        List<Object> all = new ArrayList<>(List.of("history"));
        all.addAll(List.of(words));
        all.addAll(Stream.of("--history", file, "--outbox", outbox).toList());
        return Execution.of(all.toArray());
    }
}
