package dev.millrace.contract.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetGateTest {
    private static final String ROWS = """
            SELECT i::BIGINT AS id, CASE WHEN i % 3 > 0 THEN i END::BIGINT AS some, (i / 4)::DECIMAL(12, 2) AS price,
              DATE '2026-01-01' + (i % 300)::INT AS day, 'text ' || i AS name, i % 2 = 0 AS flag, i::DOUBLE AS ratio
            FROM range(ROWS) r(i)
            """;

    @TempDir
    Path folder;

    private Path file(int rows, String options) throws SQLException {
        try (DuckDb duckdb = new DuckDb()) {
            String query = ROWS.replace("ROWS", String.valueOf(rows));
            return duckdb.copy(query, folder.resolve("file.parquet"), options);
        }
    }

    private static ParquetGate.Outcome judge(Path file, String... columns) throws IOException {
        try (FileOnDisk bytes = new FileOnDisk(file)) {
            String[] all = Stream.concat(Stream.of("millrace.onSchemaChange=permissive"), Arrays.stream(columns))
                    .toArray(String[]::new);
            return ParquetGate.judge(ParquetCase.of(all).contract(), bytes);
        }
    }

    private static List<String> told(ParquetGate.Outcome outcome) {
        return outcome.findings().first().stream()
                .filter(finding -> finding.rule() != Rule.SCHEMA)
                .map(VerdictText::of)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id integer!",
                "id integer! minimum=0 maximum=9999",
                "some integer minimum=1 maximum=9999",
                "price number! physicalType='decimal(12,2)' minimum=0 maximum=2500",
                "day date! minimum=2026-01-01 maximum=2026-10-27",
                "name string!",
                "flag boolean!"
            })
    void settlesWhatStatisticsSay(String column) throws SQLException, IOException {
        ParquetGate.Outcome outcome = judge(file(10_000, "ROW_GROUP_SIZE 2048"), column);

        assertThat(told(outcome)).isEmpty();
        assertThat(outcome.rows()).isEqualTo(10_000);
        assertThat(outcome.refused()).isFalse();
        assertThat(outcome.rowsRemain()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id integer! multipleOf=1",
                "name string! pattern=^text",
                "name string! maxLength=100",
                "ratio number! physicalType=double",
            })
    void leavesTheRestToTheRows(String column) throws SQLException, IOException {
        ParquetGate.Outcome outcome = judge(file(10_000, "COMPRESSION zstd"), column);

        assertThat(told(outcome)).isEmpty();
        assertThat(outcome.rowsRemain()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "some integer!                   | 0 required some: must have a value",
                "id integer! maximum=9000        | 0 maximum id [9999]: must be 9000 or less",
                "id integer! minimum=1           | 0 minimum id [0]: must be 1 or more",
                "id integer! format=i8           | 0 type id [9999]: must be from -128 to 127 (i8)",
                "day date! maximum=2026-10-26    | 0 maximum day [2026-10-27]: must be 2026-10-26 or less",
            })
    void refusesWhatStatisticsSay(String column, String finding) throws SQLException, IOException {
        ParquetGate.Outcome outcome = judge(file(10_000, "COMPRESSION zstd"), column);

        assertThat(told(outcome)).containsExactly(finding);
        assertThat(outcome.refused()).isTrue();
        assertThat(outcome.rowsRemain()).isFalse();
    }

    @Test
    void leavesRowsThatAreSetAsideToTheRows() throws SQLException, IOException {
        ParquetGate.Outcome outcome =
                judge(file(10_000, "COMPRESSION zstd"), "millrace.onBadRow=quarantine", "some integer!");

        assertThat(told(outcome)).singleElement().asString().startsWith("0 required some: must have a value");
        assertThat(outcome.refused()).isFalse();
        assertThat(outcome.rowsRemain()).isTrue();
    }

    @Test
    @Tag("H077")
    void refusesWhatIsNoParquet() throws IOException {
        ParquetCase contract = ParquetCase.of("a integer");
        ParquetGate.Outcome outcome = ParquetGate.judge(contract.contract(), FileBytes.of(new byte[3_000]));

        assertThat(outcome.refused()).isTrue();
        assertThat(told(outcome)).containsExactly("0 parquet: the file does not begin with PAR1, as Parquet does");
    }

    @Test
    void readsAHundredthOfAFileAtMost() throws SQLException, IOException {
        Path file = file(4_000_000, "COMPRESSION uncompressed");
        try (FileOnDisk bytes = new FileOnDisk(file)) {
            ParquetCase contract = ParquetCase.of(
                    "millrace.onSchemaChange=permissive", "id integer! minimum=0", "day date!", "name string!");

            ParquetGate.Outcome outcome = ParquetGate.judge(contract.contract(), bytes);

            assertThat(outcome.rows()).isEqualTo(4_000_000);
            assertThat(outcome.rowsRemain()).isFalse();
            assertThat(bytes.size()).isGreaterThan(50_000_000);
            assertThat(bytes.readBytes()).isLessThan(bytes.size() / 100);
            assertThat(bytes.reads()).isLessThan(6);
        }
    }
}
