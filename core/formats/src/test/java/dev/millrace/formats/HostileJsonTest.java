package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// JSON that is too big to be written down, or meant to take long.
class HostileJsonTest {
    private static final int MEGABYTES_16 = 1 << 24;

    private final DataContract lines = contract("jsonl", "strict");
    private final DataContract array = contract("json", "strict");

    private static DataContract contract(String format, String policy) {
        return Contracts.of(
                "id integer!",
                "name string",
                "millrace.format=" + format,
                "millrace.onSchemaChange=" + policy,
                "millrace.maxRecordBytes=" + MEGABYTES_16);
    }

    private static List<String> judged(DataContract contract, String head, String body, long length)
            throws IOException {
        return VerdictText.of(FileJudge.judge(contract, EndlessStream.of(head, body, length), RowSink.none()));
    }

    private static List<String> judged(DataContract contract, String file) throws IOException {
        FileBytes bytes = FileBytes.of(file.getBytes(StandardCharsets.UTF_8));
        return VerdictText.of(FileJudge.judge(contract, bytes, JudgingResources.usual(), RowSink.none()));
    }

    @Test
    @Tag("H072")
    void stopsAtAStringOfAGigabyte() throws IOException {
        String tooLong = "1 record-size: the record is longer than millrace.maxRecordBytes allows";

        assertThat(judged(lines, "{\"id\":\"", "a", 1_000_000_000))
                .containsExactly("rejected, 1 rows, stopped", tooLong);
        assertThat(judged(array, "[{\"id\":\"", "a", 1_000_000_000))
                .containsExactly("rejected, 1 rows, stopped", tooLong);
        assertThat(judged(lines, "{\"", "a", 1_000_000_000)).containsExactly("rejected, 1 rows, stopped", tooLong);
    }

    @Test
    @Tag("H072")
    void countsNestingAndDoesNotFollowIt() throws IOException {
        assertThat(judged(array, "[{\"id\":", "[", 100_000_000))
                .element(1)
                .asString()
                .startsWith("1 nesting");
        assertThat(judged(array, "[{\"id\":", "{\"id\":", 100_000_000))
                .element(1)
                .asString()
                .startsWith("1 nesting");
    }

    @Test
    @Tag("H072")
    void passesANameOfAMegabyte() throws IOException {
        String name = "n".repeat(1_000_000);

        assertThat(judged(contract("jsonl", "permissive"), "{\"id\":1,\"%s\":2}".formatted(name)))
                .element(1)
                .asString()
                .startsWith("1 schema [nnn");
    }

    @Test
    @Timeout(30)
    @Tag("H072")
    void keepsTwoHundredOfAMillionNames() throws IOException {
        String members =
                IntStream.range(0, 1_000_000).mapToObj("\"%x\":1"::formatted).collect(Collectors.joining(","));

        assertThat(judged(contract("jsonl", "permissive"), "{\"id\":1,%s}".formatted(members)))
                .hasSize(1 + Findings.KEPT)
                .first()
                .isEqualTo("valid, 1 rows");
    }

    @Test
    @Tag("H072")
    void findsAColumnsNameInOtherCaseBehindAnyNumberOfOthers() throws IOException {
        String members = IntStream.range(0, 300).mapToObj("\"%x\":1"::formatted).collect(Collectors.joining(","));

        assertThat(judged(
                        contract("jsonl", "permissive"),
                        "{\"id\":1,%s}%n{\"id\":2,\"Na-me\":\"x\"}".formatted(members)))
                .contains("2 schema name [Na-me]: the name must be exactly 'name'")
                .first()
                .asString()
                .startsWith("rejected, 2 rows");
    }

    @Test
    @Timeout(30)
    @Tag("H072")
    void isNotSlowedByNamesOfOneHash() throws IOException {
        // `Aa` and `BB` have the same hash code, and so has whatever is put together of them.
        String members = IntStream.range(0, 1 << 18)
                .mapToObj(number -> String.format("%18s", Integer.toBinaryString(number))
                        .replaceAll("[ 0]", "Aa")
                        .replace("1", "BB"))
                .map("\"%s\":1"::formatted)
                .collect(Collectors.joining(","));

        assertThat(judged(contract("jsonl", "permissive"), "{\"id\":1,%s}\n".formatted(members)))
                .hasSize(1 + Findings.KEPT);
    }

    @Test
    @Tag("H072")
    void passesAnyAmountOfWhiteSpaceBetweenRecords() throws IOException {
        assertThat(judged(lines, "{\"id\":1}", " \n\t\r", 20_000_000))
                .startsWith("valid, 1 rows", "2 blank-line: the line is empty and is passed over (warn)")
                .hasSize(1 + Findings.KEPT);
        assertThat(judged(array, "[{\"id\":1}", " \n\t\r", 20_000_000))
                .containsExactly(
                        "rejected, 1 rows, stopped",
                        "4999999 syntax: the file ends before the bracket that closes its array");
    }

    @Test
    @Tag("H073")
    void findsEachOfManyBadLines() throws IOException {
        assertThat(judged(lines, "{\"id\":1}\n", "{\"id\":x}\n", 9 + 1_800_000)).hasSize(1 + Findings.KEPT);
    }

    @Property(tries = 2_000)
    void anyBytesGetAVerdict(
            @ForAll("anything") String text, @ForAll boolean asLines, @ForAll @IntRange(min = 1, max = 9) int piece)
            throws IOException {
        byte[] file = text.getBytes(StandardCharsets.ISO_8859_1);
        DataContract contract = asLines ? lines : array;
        Verdict whole = FileJudge.judge(contract, FileBytes.of(file), JudgingResources.usual(), RowSink.none());

        assertThat(FileJudge.judge(contract, RoundTripTest.inPieces(file, piece), RowSink.none()))
                .isEqualTo(whole);
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        ":",
                        ",",
                        "\\",
                        "\\ud83d",
                        "1",
                        "-0.0",
                        "e9",
                        "true",
                        "null",
                        "\n",
                        " ",
                        "\0",
                        "\u00C3",
                        "\u00A9",
                        "{\"id\":1",
                        "{\"id\":1}\n",
                        "\"name\":\"a\"")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
