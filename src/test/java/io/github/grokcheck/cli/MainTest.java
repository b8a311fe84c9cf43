package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class MainTest {
    static Stream<CommandLine> commands() {
        return descendants(Main.commandLine());
    }

    private static Stream<CommandLine> descendants(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(MainTest::descendants));
    }

    @Test
    void version_names_the_program_the_commit_and_the_engines() {
        String version = Execution.of("--version").succeeds().out();
        assertThat(version)
                .contains("grokcheck 0.", "PyTorch 2.", "DJL 0.")
                .containsPattern("commit +([0-9a-f]{40}|unknown)");
    }

    @Test
    void help_names_every_command_and_every_exit_code() {
        String help = Execution.of("--help").succeeds().out();
        assertThat(help)
                .contains("verify", "claims", "train", "measure", "fixture", "series", "history", "doctor")
                .contains("Exit codes", "Examples");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("commands")
    void every_command_option_and_parameter_is_described(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description())
                .as(command.getCommandName())
                .isNotEmpty();
        assertThat(command.getCommandSpec().args())
                .as(command.getCommandName())
                .allSatisfy((ArgSpec option) -> assertThat(option.description()).isNotEmpty());
    }

    @Test
    void no_command_is_bad_usage() {
        Execution.of().isRefused("No command given", "grokcheck --help");
    }

    @Test
    void an_unknown_option_is_bad_usage() {
        Execution.of("verify", "--wrong").isRefused("--wrong", "grokcheck verify --help");
    }

    @Test
    void a_stack_trace_is_printed_on_demand_alone() {
        assertThat(Execution.of("measure", "nowhere.safetensors").err()).doesNotContain("\tat ");
        assertThat(Execution.of("measure", "nowhere.safetensors", "--stacktrace")
                        .err())
                .contains("\tat ");
    }
}
