package dev.millrace.cli.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.Main;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractDiffCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("a.yaml"), Samples.contract());
        Files.write(folder.resolve("newer.yaml"), Samples.contractWith("version: 1.0.0", "version: 1.1.0"));
        Files.write(
                folder.resolve("harder.yaml"),
                Samples.contractWith("value: events/orders/*.csv", "value: other/*.csv"));
        Files.writeString(folder.resolve("wrong.yaml"), "kind: Sonnet\n");
    }

    @Test
    void findsNothingInTheSameContract() {
        assertThat(diff("a.yaml", "a.yaml")).isEqualTo(Exit.OK);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Nothing");
    }

    @Test
    void endsWellWhenNothingBreaks() {
        assertThat(diff("a.yaml", "newer.yaml")).isEqualTo(Exit.OK);

        assertThat(out.toString())
                .matches("\\S+newer.yaml:\\d+: documentation: version: 1.0.0 → 1.1.0; it is another version"
                        + " \\(was \\S+a.yaml:\\d+\\)\\R");
    }

    @Test
    void endsOtherwiseWhenSomethingBreaksOrMay() throws IOException {
        assertThat(diff("--json", "a.yaml", "harder.yaml")).isEqualTo(Exit.REJECTED);

        JsonNode change = Json.MAPPER.readTree(out.toString());
        assertThat(change.path("kind").asText()).isEqualTo("undecided");
        assertThat(change.path("for"))
                .hasSize(1)
                .first()
                .satisfies(whom -> assertThat(whom.asText()).isEqualTo("producers"));
        assertThat(change.path("field").asText()).isEqualTo("millrace.keyPattern");
        assertThat(change.path("lineAfter").asInt()).isPositive();
    }

    @Test
    void namesTheErrorsOfAWrongContract() {
        assertThat(diff("a.yaml", "wrong.yaml")).isEqualTo(Exit.USAGE);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("wrong.yaml:1:7: kind: must be DataContract");
    }

    @Test
    void needsTwoContracts() {
        assertThat(diff("a.yaml")).isEqualTo(Exit.USAGE);
        assertThat(diff("--applied", "orders", "a.yaml", "newer.yaml")).isEqualTo(Exit.USAGE);
        assertThat(diff("a.yaml", "missing.yaml")).isEqualTo(Exit.USAGE);
    }

    /// Names that end in `.yaml` are files of the folder.
    private int diff(String... words) {
        Stream<String> named = Stream.of(words)
                .map(word -> word.endsWith(".yaml") ? folder.resolve(word).toString() : word);
        return Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                Stream.concat(Stream.of("contract", "diff"), named).toArray(String[]::new));
    }
}
