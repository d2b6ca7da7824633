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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files are judged where they lie: no local cloud runs, and none is asked.
class ContractTestCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("orders.odcs.yaml"), Samples.contract());
        Files.write(folder.resolve("good.csv"), Samples.good());
        Files.write(folder.resolve("bad.csv"), Samples.bad());
    }

    @Test
    void saysThatAFileKeepsTheContract() {
        assertThat(test("good.csv")).isEqualTo(Exit.OK);

        assertThat(out.toString().strip())
                .isEqualTo(folder.resolve("good.csv") + " keeps the contract event_orders 1.0.0 (rows: 3)");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    @Tag("H156")
    void showsAFilesNameWithoutWhatMovesATerminal() throws IOException {
        String name = "a\u001B[2J\u0007\nb\u202E.csv";
        Files.write(folder.resolve(name), Samples.bad());

        assertThat(test(name)).isEqualTo(Exit.REJECTED);
        assertThat(test("none\u001B.csv")).isEqualTo(Exit.FAILED);

        assertThat(out.toString().lines())
                .hasSize(4)
                .allMatch(line -> line.contains("a\\u001B[2J\\u0007\\u000Ab\\u202E.csv"));
        assertThat(out + err.toString())
                .doesNotContain("\u001B", "\u0007", "\u202E")
                .contains("none\\u001B.csv");
    }

    @Test
    void namesTheLineOfEachFinding() {
        assertThat(test("bad.csv")).isEqualTo(Exit.REJECTED);

        String bad = folder.resolve("bad.csv").toString();
        assertThat(out.toString().lines().findFirst()).hasValue(bad + " is refused (findings: 3, rows: 3)");
        assertThat(out.toString().lines().skip(1))
                .hasSize(3)
                .allMatch(line -> line.matches(".*/bad\\.csv:[34]: \\w+: .+"));
    }

    @Test
    void countsFindingsThatAreTooManyToBeShown() throws IOException {
        String good = new String(Samples.good(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("bad.csv"), good.lines().findFirst().orElseThrow() + "\nx".repeat(1500));

        assertThat(test("bad.csv")).isEqualTo(Exit.REJECTED);

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(1 + 100 + 2);
        assertThat(lines.getLast()).matches("1,500 +column-count *");
    }

    @Test
    void judgesAllFilesAndEndsAsTheWorst() {
        assertThat(test("bad.csv", "missing.csv", "good.csv")).isEqualTo(Exit.FAILED);

        assertThat(out.toString()).contains("bad.csv is refused", "good.csv keeps the contract");
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "millrace: " + folder.resolve("missing.csv") + " cannot be read: there is no such file");
    }

    @Test
    void givesOneJsonObjectAFile() throws IOException {
        assertThat(test("--json", "good.csv", "bad.csv", "missing.csv")).isEqualTo(Exit.FAILED);

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        JsonNode good = Json.MAPPER.readTree(lines.get(0));
        assertThat(good.path("verdict").asText()).isEqualTo("VALID");
        assertThat(good.path("rows").asLong()).isEqualTo(3);
        assertThat(good.path("sha256").asText()).matches("[0-9a-f]{64}");
        JsonNode bad = Json.MAPPER.readTree(lines.get(1));
        assertThat(bad.path("verdict").asText()).isEqualTo("REJECTED");
        assertThat(bad.path("total").asLong()).isEqualTo(3);
        assertThat(bad.path("findings")).hasSize(3).allMatch(finding -> finding.hasNonNull("rule"));
        JsonNode missing = Json.MAPPER.readTree(lines.get(2));
        assertThat(missing.path("verdict").asText()).isEqualTo("UNREAD");
        assertThat(missing.path("error").asText()).isEqualTo("there is no such file");
    }

    @Test
    void writesAPageForEachFileWithFindings() throws IOException {
        Path pages = folder.resolve("pages");
        Files.createDirectory(folder.resolve("other"));
        Files.write(folder.resolve("other/bad.csv"), Samples.bad());

        assertThat(test("--html=" + pages, "good.csv", "bad.csv", "other/bad.csv"))
                .isEqualTo(Exit.REJECTED);

        try (Stream<Path> written = Files.list(pages)) {
            assertThat(written.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrder("bad.csv.html", "bad.csv-2.html");
        }
        assertThat(pages.resolve("bad.csv.html"))
                .content()
                .contains("Refused: ", "ordered_on", "millrace contract test")
                .doesNotContain("millrace release");
        assertThat(err.toString()).contains("All findings: " + pages.resolve("bad.csv.html"));
    }

    @Test
    void tellsWhatIsFoundInAFileThatKeepsTheContractAllTheSame() throws IOException {
        String quarantine = """
                customProperties:
                  - {property: millrace.onBadRow, value: quarantine}
                  - {property: millrace.maxBadRows, value: 5}
                """;
        Files.write(folder.resolve("orders.odcs.yaml"), Samples.contractWith("customProperties:\n", quarantine));

        assertThat(test("bad.csv")).isEqualTo(Exit.OK);

        assertThat(out.toString())
                .contains("keeps the contract event_orders 1.0.0 (rows: 3, set aside: 2)", "bad.csv:3: ");
    }

    @Test
    void keepsRulesInSqlToo() throws IOException {
        String rule = """
                    quality:
                      - {type: sql, name: no big orders, query: 'SELECT max(amount) FROM {object}', mustBeLessThan: 1}
                    properties:
                """;
        Files.write(folder.resolve("orders.odcs.yaml"), Samples.contractWith("    properties:\n", rule));

        assertThat(test("good.csv")).isEqualTo(Exit.REJECTED);

        assertThat(out.toString()).contains("no big orders");
    }

    @Test
    void namesTheErrorsOfAWrongContract() throws IOException {
        Files.write(folder.resolve("orders.odcs.yaml"), Samples.contractWith("kind: DataContract", "kind: Sonnet"));

        assertThat(test("good.csv")).isEqualTo(Exit.USAGE);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip())
                .isEqualTo(folder.resolve("orders.odcs.yaml") + ":3:7: kind: must be DataContract");
    }

    @Test
    void needsAContract() {
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), "contract", "test", "a.csv");

        assertThat(status).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).startsWith("millrace: ").contains("--contract");
    }

    /// Names with no dash in front are files of the folder.
    private int test(String... words) {
        Stream<String> files = Stream.of(words)
                .map(word -> word.startsWith("--") ? word : folder.resolve(word).toString());
        String contract = folder.resolve("orders.odcs.yaml").toString();
        return Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                Stream.concat(Stream.of("contract", "test", "--contract", contract), files)
                        .toArray(String[]::new));
    }
}
