package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several programs that verify at once, as their users start them, and one file that they all write into. */
class TwoWritersTest {
    private static final int PROGRAMS = 3;

    @TempDir
    Path folder;

    @Test
    void all_are_stored_and_none_is_told_of_the_others() throws Exception {
        EmptyClaims.in(folder.resolve("claims"));
        EmptyClaims.add(
                folder.resolve("claims"), "chance", "mathematics.chance-accuracy", "{at-most: 0.01}", "mathematics");
        Files.createDirectories(folder.resolve("runs"));
        List<Process> programs = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            programs.add(start(i));
        }
        for (int i = 0; i < PROGRAMS; i++) {
            assertThat(programs.get(i).waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(programs.get(i).exitValue()).isZero();
            assertThat(folder.resolve("err" + i)).isEmptyFile();
        }
        Execution list = Execution.of("history", "list", "--history", store(), "--outbox", folder.resolve("outbox"));
        assertThat(list.succeeds().out().lines()).hasSize(1 + PROGRAMS);
    }

    private String store() {
        return "jdbc:h2:file:" + folder.resolve("new/history");
    }

    private Process start(int number) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.github.grokcheck.cli.Main",
                        "verify",
                        "--claims",
                        folder.resolve("claims").toString(),
                        "--runs",
                        folder.resolve("runs").toString(),
                        "--history",
                        store(),
                        "--outbox",
                        folder.resolve("outbox").toString())
                .redirectOutput(folder.resolve("out" + number).toFile())
                .redirectError(folder.resolve("err" + number).toFile())
                .start();
    }
}
