package io.github.grokcheck.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFoldersTest {
    @TempDir
    Path folder;

    @Test
    void runs_are_found_in_groups_and_by_name() throws IOException {
        run("b");
        run("a-group/second");
        run("a-group/first");
        run("a-group/unfinished.part");
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("note.txt"), "no run");
        assertThat(RunFolders.below(folder))
                .containsExactly(
                        folder.resolve("a-group/first"), folder.resolve("a-group/second"), folder.resolve("b"));
    }

    @Test
    void a_run_that_lost_its_provenance_is_not_passed_over() throws IOException {
        Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(folder.resolve("damaged/recipe.yaml"), "name: damaged");
        assertThat(RunFolders.below(folder)).containsExactly(folder.resolve("damaged"));
    }

    @Test
    void a_link_that_leads_in_a_circle_is_not_followed() throws IOException {
        run("a-group/first");
        Files.createSymbolicLink(folder.resolve("a-group/circle"), folder);
        assertThat(RunFolders.below(folder)).containsExactly(folder.resolve("a-group/first"));
    }

    @Test
    void a_missing_folder_is_named() {
        assertThatThrownBy(() -> RunFolders.below(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(folder.resolve("none").toString(), "--runs");
    }

    @Test
    void a_folder_stands_for_itself_where_it_is_a_run_and_else_for_the_runs_below_it() throws IOException {
        run("group/a");
        run("group/b");
        assertThat(RunFolders.at(folder.resolve("group/b"))).containsExactly(folder.resolve("group/b"));
        assertThat(RunFolders.at(folder)).containsExactly(folder.resolve("group/a"), folder.resolve("group/b"));
    }

    @Test
    void a_folder_without_runs_stands_for_nothing_and_is_named() {
        assertThatThrownBy(() -> RunFolders.at(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(folder.toString(), "holds no run");
        assertThatThrownBy(() -> RunFolders.at(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(folder.resolve("none").toString(), "no such run folder");
    }

    private void run(String name) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve(Provenance.FILE), "");
    }
}
