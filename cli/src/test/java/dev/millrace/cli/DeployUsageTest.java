package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.terminal.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a command line of deploy must not say; nothing is built or asked before it is found.
class DeployUsageTest {
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words);
    }

    @ParameterizedTest
    @CsvSource({
        "--stack-name, --stack",
        "--parameter-overrides=A=b, --parameter",
        "--guided, --parameter",
        "--profile, AWS_PROFILE",
        "--s3-bucket, a bucket of its own"
    })
    void leavesToTheCommandWhatItDecides(String option, String instead) {
        assertThat(run("deploy", "--", option)).isEqualTo(Exit.USAGE);
        assertThat(err.toString())
                .startsWith("millrace: " + option)
                .contains("use ")
                .contains(instead);
    }

    @Test
    void wantsOptionsOfSamBehindTwoHyphens() {
        assertThat(run("deploy", "--tags", "team=data")).isEqualTo(Exit.USAGE);
        assertThat(run("deploy", "millrace-prod")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("Unknown option", "what is 'millrace-prod'?");
    }

    @Test
    void wantsANameAndAValueOfAParameter() {
        assertThat(run("deploy", "--parameter", "NoticeEmail")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).startsWith("millrace: ").contains("NAME=VALUE");
    }
}
