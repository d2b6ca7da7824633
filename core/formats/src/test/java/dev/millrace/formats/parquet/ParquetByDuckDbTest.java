package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.formats.FileJudge;
import dev.millrace.formats.FileOnDisk;
import dev.millrace.formats.VerdictText;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.resources.JudgingResources;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that DuckDB writes, read as DuckDB reads them.
class ParquetByDuckDbTest {
    /// Every type, with values all over its range; one in seven is missing.
    private static final String TABLE = """
            SELECT
              CASE WHEN hash(i, 1) % 7 > 0 THEN (hash(i, 2) % 256)::INT - 128 END::TINYINT AS i8,
              CASE WHEN hash(i, 3) % 7 > 0 THEN (hash(i, 4) % 65536)::INT - 32768 END::SMALLINT AS i16,
              CASE WHEN hash(i, 5) % 7 > 0 THEN (hash(i, 6) % 4294967296)::BIGINT - 2147483648 END::INTEGER AS i32,
              CASE WHEN hash(i, 7) % 7 > 0 THEN (hash(i, 8) // 2)::BIGINT - 4611686018427387904 END AS i64,
              CASE WHEN hash(i, 9) % 7 > 0 THEN hash(i, 10) % 256 END::UTINYINT AS u8,
              CASE WHEN hash(i, 11) % 7 > 0 THEN hash(i, 12) % 65536 END::USMALLINT AS u16,
              CASE WHEN hash(i, 13) % 7 > 0 THEN hash(i, 14) % 4294967296 END::UINTEGER AS u32,
              CASE WHEN hash(i, 15) % 7 > 0 THEN ((hash(i, 16) % 19999)::INT - 9999) / 10 END::DECIMAL(4, 1) AS d4,
              CASE WHEN hash(i, 17) % 7 > 0 THEN ((hash(i, 18) % 1999999999)::BIGINT - 999999999) END::DECIMAL(38, 0)
                ::DECIMAL(14, 4) AS d14,
              CASE WHEN hash(i, 19) % 7 > 0 THEN (hash(i, 20)::HUGEINT * (hash(i, 21) % 100000) - 9000000000000000000)
                END::DECIMAL(38, 10) AS d38,
              CASE WHEN hash(i, 22) % 7 > 0 THEN (hash(i, 23) % 2000000)::INT - 1000000 END::FLOAT / 3 AS f,
              CASE WHEN hash(i, 24) % 7 > 0 THEN (hash(i, 25) % 2000000)::INT - 1000000 END::DOUBLE / 3 AS g,
              CASE WHEN hash(i, 26) % 7 > 0 THEN hash(i, 27) % 2 = 0 END AS b,
              CASE WHEN hash(i, 28) % 7 > 0 THEN DATE '0001-01-01' + (hash(i, 29) % 3652000)::INT END AS d,
              CASE WHEN hash(i, 30) % 7 > 0 THEN
                make_timestamp((hash(i, 31) % 200000000000000000)::BIGINT - 60000000000000000) END AS ts,
              CASE WHEN hash(i, 32) % 7 > 0 THEN
                make_timestamp((hash(i, 33) % 200000000000000000)::BIGINT - 60000000000000000) END::TIMESTAMPTZ AS tz,
              CASE WHEN hash(i, 34) % 7 > 0 THEN TIME '00:00' + to_microseconds((hash(i, 35) % 86400000000)::BIGINT)
                END AS t,
              CASE WHEN hash(i, 36) % 7 > 0 THEN 'wórd ' || (hash(i, 37) % 9) END AS few,
              CASE WHEN hash(i, 38) % 7 > 0 THEN repeat('x', (hash(i, 39) % 30)::INT) || i END AS many,
              'customer/2026/11/' || lpad(i::VARCHAR, 12, '0') AS prefixed
            FROM range(ROWS) r(i)
            """;

    private static final ParquetCase ALL = ParquetCase.of(
            "i8 integer format=i8",
            "i16 integer format=i16",
            "i32 integer format=i32",
            "i64 integer",
            "u8 integer format=u8",
            "u16 integer format=u16",
            "u32 integer format=u32",
            "d4 number physicalType='decimal(4,1)'",
            "d14 number physicalType='decimal(14,4)'",
            "d38 number physicalType='decimal(38,10)'",
            "f number physicalType=real",
            "g number physicalType=double",
            "b boolean",
            "d date",
            "ts timestamp timezone=false",
            "tz timestamp",
            "t time",
            "few string",
            "many string",
            "prefixed string!");

    @TempDir
    Path folder;

    private static String table(int rows) {
        return TABLE.replace("ROWS", String.valueOf(rows));
    }

    private static String readBack(Path file) {
        return """
                SELECT * REPLACE (date_diff('day', DATE '1970-01-01', d) AS d, epoch_us(ts) AS ts, epoch_us(tz) AS tz,
                  epoch_us(t) AS t) FROM read_parquet('%s')
                """.formatted(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMPRESSION uncompressed",
                "COMPRESSION snappy",
                "COMPRESSION gzip",
                "COMPRESSION zstd",
                "COMPRESSION lz4_raw",
                "COMPRESSION uncompressed, PARQUET_VERSION v2",
                "COMPRESSION snappy, PARQUET_VERSION v2",
                "COMPRESSION zstd, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1",
                "COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 1",
                "COMPRESSION gzip, ROW_GROUP_SIZE 2048",
                "COMPRESSION zstd, STRING_DICTIONARY_PAGE_SIZE_LIMIT 64",
            })
    void areReadAsDuckDbReadsThem(String options) throws SQLException, IOException {
        try (DuckDb duckdb = new DuckDb()) {
            Path file = duckdb.copy(table(10_000), folder.resolve("all.parquet"), options);
            List<String> expected = duckdb.rows(readBack(file));

            List<String> judged = ALL.judged(file);

            assertThat(judged.get(0)).isEqualTo("valid, 10000 rows");
            assertThat(judged.subList(1, judged.size())).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void writesInTheEncodingsThatTheseTestsAreAbout() throws SQLException {
        try (DuckDb duckdb = new DuckDb()) {
            Path file = duckdb.copy(
                    table(10_000), folder.resolve("all.parquet"), "PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1");
            String encodings = String.join(
                    " ", duckdb.rows("SELECT DISTINCT encodings FROM parquet_metadata('%s')".formatted(file)));
            assertThat(encodings)
                    .contains("DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "BYTE_STREAM_SPLIT", "PLAIN");
        }
    }

    /// A page of DuckDB's ends with the value that takes it to 100 MiB.
    @ParameterizedTest
    @ValueSource(strings = {"COMPRESSION snappy", "COMPRESSION zstd, PARQUET_VERSION v2"})
    void areReadFromPagesOfTheSizeThatItWrites(String options) throws SQLException, IOException {
        ParquetCase texts = ParquetCase.of("millrace.maxExpansion=10000", "id integer", "a string", "b string");
        try (DuckDb duckdb = new DuckDb()) {
            Path file = duckdb.copy(
                    "SELECT i AS id, lpad(i::VARCHAR, 1000, 'a') AS a, lpad(i::VARCHAR, 900, 'b') AS b FROM range(120000) r(i)",
                    folder.resolve("long.parquet"),
                    options + ", STRING_DICTIONARY_PAGE_SIZE_LIMIT 1, ROW_GROUP_SIZE 122880");
            AtomicLong ids = new AtomicLong();
            try (FileOnDisk bytes = new FileOnDisk(file)) {
                Verdict verdict = FileJudge.judge(texts.contract(), bytes, JudgingResources.usual(), row -> {
                    if (row.stringValue(1).length() == 1000
                            && row.stringValue(2).length() == 900) {
                        ids.addAndGet(row.longValue(0));
                    }
                });
                assertThat(VerdictText.of(verdict)).containsExactly("valid, 120000 rows");
            }
            assertThat(ids).hasValue(119_999L * 120_000 / 2);
        }
    }

    @Test
    void areReadWithoutRows() throws SQLException, IOException {
        try (DuckDb duckdb = new DuckDb()) {
            Path file = duckdb.copy(table(0), folder.resolve("none.parquet"), "COMPRESSION zstd");
            assertThat(ALL.judged(file)).containsExactly("valid, 0 rows");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMPRESSION zstd",
                "COMPRESSION uncompressed, PARQUET_VERSION v2",
                "COMPRESSION snappy, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1"
            })
    void areReadWithoutValues(String options) throws SQLException, IOException {
        try (DuckDb duckdb = new DuckDb()) {
            duckdb.run("CREATE TABLE things AS " + table(300));
            duckdb.run(
                    "UPDATE things SET (i8, i16, i32, i64, u8, u16, u32, d4, d14, d38, f, g, b, d, ts, tz, t, few, many)"
                            + " = ROW(" + "NULL, ".repeat(18) + "NULL)");
            Path file = duckdb.copy("SELECT * FROM things", folder.resolve("none.parquet"), options);

            assertThat(ALL.judged(file))
                    .hasSize(301)
                    .startsWith("valid, 300 rows", "1: " + "null | ".repeat(19) + "'customer/2026/11/000000000000'");
        }
    }
}
