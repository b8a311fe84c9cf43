package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.ClaimCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsCommandTest {
    private final ClaimCatalogue catalogue = ClaimCatalogue.load(Path.of("claims"));

    @TempDir
    Path folder;

    @Test
    void the_list_has_a_line_for_every_claim() {
        assertThat(Execution.of("claims", "list").succeeds().out().lines().map(line -> line.split(" ")[0]))
                .containsExactlyElementsOf(
                        catalogue.claims().stream().map(Claim::id).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nanda2023.head-frequencies", // requires other quantities
                "nanda2023.vocabulary-equals-modulus", // has a known deviation
                "nanda2023.modulus-53-never-groks" // is not tested yet
            })
    void a_claim_is_shown_with_all_that_its_file_says(String id) {
        Claim claim = catalogue.claim(id);
        String shown = Execution.of("claims", "show", id).succeeds().out();
        assertThat(shown)
                .contains(id, claim.where().section(), claim.where().source())
                .contains(claim.expect().measure().id())
                .contains(catalogue.fileOf(claim).toString());
        assertThat(shown.lines().filter(line -> line.startsWith("required"))).hasSameSizeAs(claim.requires());
        assertThat(shown.contains("deviation "))
                .isEqualTo(claim.knownDeviation().isPresent());
        assertThat(shown.contains("status     tested")).isEqualTo(claim.status() instanceof Claim.Status.Tested);
    }

    @Test
    void an_unknown_claim_is_refused() {
        Execution.of("claims", "show", "nanda2023.nothing").isRefused("nanda2023.nothing", "not known");
    }

    @Test
    void well_formed_files_are_counted() {
        assertThat(Execution.of("claims", "lint").succeeds().out())
                .contains(catalogue.claims().size() + " claims", "well formed");
    }

    @Test
    void a_malformed_file_is_named_with_its_line() throws IOException {
        EmptyClaims.in(folder);
        Files.writeString(folder.resolve("nanda2023/broken.yaml"), "id: nanda2023.broken\nwhere: [\n");
        Execution.of("claims", "lint", folder).isRefused("broken.yaml:");
    }

    @Test
    void which_of_the_commands_is_asked() {
        Execution.of("claims").isRefused("list, show ID or lint");
    }
}
