package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.stack.Aws;
import dev.millrace.cli.terminal.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import software.amazon.awssdk.regions.Region;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "down",
                "deploy",
                "put",
                "ls",
                "show",
                "history",
                "replay",
                "release",
                "dismiss",
                "batch",
                "batches",
                "sweep",
                "redrive",
                "query",
                "contract",
                "events",
                "invoke",
                "logs",
                "env",
                "test"
            })
    void explainsEveryCommand(String command) {
        assertThat(run(command, "--help")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Usage: millrace " + command, "--stack", "--region", "--help");
    }

    @Test
    void saysInOneLineWhatIsWrongWithTheUsage() {
        assertThat(run("put", "--key")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).startsWith("millrace: ").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"--wrong, millrace", "put --wrong, millrace put", "contract test --wrong, millrace contract test"})
    void saysWhoseHelpToRead(String words, String command) {
        assertThat(run(words.split(" "))).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("See: " + command + " --help");
    }

    /// No credentials and no stack are needed to know where a request would go.
    @Test
    void goesToTheRegionBesideTheStack() {
        Main main = new Main();
        new CommandLine(main).parseArgs("ls", "--stack", "mine", "--region", "eu-north-1");

        assertThat(main.stack().aws()).isEqualTo(new Aws.Account(null, Region.EU_NORTH_1));
        assertThat(main.stack().name()).isEqualTo("mine");
    }

    @Test
    void wantsAStackBesideTheRegion() {
        assertThat(run("ls", "--region", "eu-north-1")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("name it with --stack");
    }

    @Test
    void asksWhichCommand() {
        assertThat(run()).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("Usage: millrace", "which command?");
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), words);
    }
}
