package dev.millrace.cli.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Main;
import dev.millrace.cli.terminal.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract that is written is used at once, without a stack.
class ContractInferCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(path("orders-2026-11.csv"), "Order;Mail\n1;anna@example.org\n2;ben@example.org\n");
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    @Test
    void writesAContractThatItsSampleKeeps() {
        assertThat(infer("orders-2026-11.csv", "--out", path("orders.odcs.yaml").toString()))
                .isEqualTo(Exit.OK);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("orders.odcs.yaml is written", "Guess: mail seems to hold e-mail addresses")
                .doesNotContain("anna");
        int status = run(
                "contract",
                "test",
                "--contract",
                path("orders.odcs.yaml").toString(),
                path("orders-2026-11.csv").toString());
        assertThat(status).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("keeps the contract orders 0.1.0 (rows: 2)");
    }

    @Test
    void printsItWhereNoPlaceIsGiven() {
        assertThat(infer("orders-2026-11.csv", "--dataset", "things")).isEqualTo(Exit.OK);

        assertThat(out.toString()).startsWith("# A first contract").contains("  - name: things\n", "value: \";\"");
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.writeString(path("mine.yaml"), "mine");

        assertThat(infer("orders-2026-11.csv", "--out", path("mine.yaml").toString()))
                .isEqualTo(Exit.USAGE);

        assertThat(path("mine.yaml")).hasContent("mine");
        assertThat(err.toString()).contains("it is not overwritten");
    }

    @Test
    void looksAtNoMoreRowsThanAsked() throws IOException {
        Files.writeString(path("mixed.csv"), "a\n1\n2\nthree\n");

        assertThat(infer("mixed.csv", "--rows", "2")).isEqualTo(Exit.OK);

        assertThat(out.toString()).contains("its first 2 rows", "logicalType: integer");
    }

    @Test
    void takesThePersonsWordForTheLayout() throws IOException {
        Files.writeString(path("plain.csv"), "x;y\n1;2\n");

        assertThat(infer("plain.csv", "--delimiter", "tab", "--no-header")).isEqualTo(Exit.OK);

        assertThat(out.toString()).contains("name: column_1", "value: \"\\u0009\"", "millrace.header");
    }

    @Test
    void namesTheFlawsThatNoContractCanAllow() throws IOException {
        Files.writeString(path("flawed.csv"), "a,b\n1,2\n3\n");

        assertThat(infer("flawed.csv")).isEqualTo(Exit.REJECTED);

        assertThat(out.toString()).contains("logicalType: integer");
        assertThat(err.toString()).contains("flawed.csv:3: the number of its fields is 1; it must be 2");
    }

    @Test
    void namesWhatIsNotKept() throws IOException {
        Files.writeString(
                path("mixed.jsonl"), "{\"a\": 1, \"flag\": true, \"b\": {}}\n{\"a\": 2, \"flag\": \"yes\"}\n");

        assertThat(infer("mixed.jsonl")).isEqualTo(Exit.REJECTED);

        assertThat(out.toString()).contains("name: a", "value: evolve").doesNotContain("permissive", "name: flag");
        assertThat(err.toString())
                .contains(
                        "millrace: not kept: flag (several kinds of values: texts, true or false)",
                        "millrace: not kept: b (nested: objects)");
    }

    @Test
    void namesWhatIsNearlyANumber() throws IOException {
        Files.writeString(path("odd.csv"), "n,v\n1,1.50\n2,2.50\n3,3.50\n4,N/A\n");

        assertThat(infer("odd.csv")).isEqualTo(Exit.OK);

        assertThat(err.toString())
                .contains(
                        "Guess: Line 1 has the names of the columns (--no-header if not).",
                        "Remark: v: 3 of 4 are decimals; line 5 has 'N/A'. All stay text.");
    }

    @Test
    void saysWhatTheFileIsThatCannotBeRead() throws IOException {
        Files.writeString(path("page.csv"), "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n");

        assertThat(infer("page.csv")).isEqualTo(Exit.FAILED);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("it is an HTML page");
    }

    @Test
    void saysWhyNoContractCanBeWritten() throws IOException {
        Files.writeString(path("twice.csv"), "a,a\n1,2\n");

        assertThat(infer("twice.csv")).isEqualTo(Exit.FAILED);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("columns 1 and 2 have the same name, 'a'");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(infer("missing.csv")).isEqualTo(Exit.USAGE);
        assertThat(infer("orders-2026-11.csv", "--rows", "0")).isEqualTo(Exit.USAGE);
        assertThat(infer("orders-2026-11.csv", "--delimiter", "ab")).isEqualTo(Exit.USAGE);
        assertThat(infer("orders-2026-11.csv", "--dataset", "No Name")).isEqualTo(Exit.USAGE);
        assertThat(out.toString()).isEmpty();
    }

    private int infer(String file, String... words) {
        return run(Stream.concat(Stream.of("contract", "infer", path(file).toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), words);
    }
}
