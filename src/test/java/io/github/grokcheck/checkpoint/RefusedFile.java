package io.github.grokcheck.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What every refusal has: one line that begins with the file and ends with what to do. */
final class RefusedFile {
    private RefusedFile() {}

    static void assertRefused(ThrowingCallable reading, Path file, String... parts) {
        assertThatThrownBy(reading)
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .satisfies(e -> {
                    assertThat(String.valueOf(e.getMessage()).lines())
                            .as("lines")
                            .hasSize(1);
                    assertThat(List.of(parts)).allSatisfy(part -> assertThat(e).hasMessageContaining(part));
                });
    }
}
