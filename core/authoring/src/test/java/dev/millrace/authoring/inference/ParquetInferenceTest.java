package dev.millrace.authoring.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Column;
import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.Protection;
import dev.millrace.contract.Range;
import dev.millrace.contract.SchemaPolicy;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.parquet.ParquetFormat;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetInferenceTest {
    @TempDir
    private Path folder = Path.of("");

    /// What `query` answers with, as a file of another program.
    private FileBytes parquet(String query) throws SQLException, IOException {
        Path file = folder.resolve("x.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
        }
        return FileBytes.of(Files.readAllBytes(file));
    }

    private Inferred.Written written(String query, InferenceOptions options) throws SQLException, IOException {
        FileBytes file = parquet(query);
        Inferred inferred = Inference.infer(file, options);
        assertThat(inferred).isInstanceOf(Inferred.Written.class);
        Inferred.Written written = (Inferred.Written) inferred;
        assertThat(FileJudge.judge(written.contract(), file, JudgingResources.usual(), RowSink.none()))
                .as(written.yaml())
                .isInstanceOf(Verdict.Valid.class);
        return written;
    }

    private Inferred.Written written(String query) throws SQLException, IOException {
        return written(query, InferenceOptions.of("x.parquet"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1::TINYINT | i8",
                "1::SMALLINT | i16",
                "1::INTEGER | i32",
                "1::BIGINT | i64",
                "1::UTINYINT | u8",
                "1::USMALLINT | u16",
                "1::UINTEGER | u32"
            })
    void takesWholeNumbersAsWideAsTheFileHasThem(String value, String format) throws SQLException, IOException {
        assertThat(type(value))
                .isEqualTo(new IntegerType(IntegerFormat.ofText(format).orElseThrow(), Range.all(), Optional.empty()));
    }

    private LogicalType type(String value) throws SQLException, IOException {
        return written("SELECT %s AS v".formatted(value))
                .contract()
                .columns()
                .get(0)
                .type();
    }

    @Test
    void takesTheTypesOfTheFile() throws SQLException, IOException {
        assertThat(type("1.5::DECIMAL(9,2)")).isEqualTo(new DecimalType(9, 2, Range.all(), Optional.empty()));
        assertThat(type("18446744073709551615::UBIGINT"))
                .isEqualTo(new DecimalType(20, 0, Range.all(), Optional.empty()));
        assertThat(type("1.5::FLOAT")).isEqualTo(new FloatType(true, Range.all()));
        assertThat(type("1.5::DOUBLE")).isEqualTo(new FloatType(false, Range.all()));
        assertThat(type("true")).isEqualTo(new BooleanType());
        assertThat(type("DATE '2026-11-21'")).isInstanceOf(DateType.class);
        assertThat(type("TIME '08:30:00'")).isInstanceOf(TimeType.class);
        assertThat(((TimestampType) type("TIMESTAMP '2026-11-21 08:30:00'")).zoned())
                .isFalse();
        assertThat(((TimestampType) type("TIMESTAMPTZ '2026-11-21 08:30:00+01'")).zoned())
                .isTrue();
        assertThat(type("'2026-11-21'")).isEqualTo(StringType.ANY);
        assertThat(type("uuid()")).isEqualTo(StringType.ANY);
    }

    @Test
    void findsOutTheRestFromTheRows() throws SQLException, IOException {
        Inferred.Written written = written("""
                SELECT i AS id, CASE WHEN i % 5 = 0 THEN NULL ELSE i END AS holed, 'AB-' || (100 + i) AS code,
                    'user' || i || '@example.org' AS mail FROM range(40) t(i)""", Samples.strict());

        assertThat(written.contract().format()).isEqualTo(new ParquetFormat());
        assertThat(written.contract().columns()).extracting(Column::required).containsExactly(true, false, true, true);
        assertThat(((StringType) written.contract().columns().get(2).type()).pattern())
                .hasValueSatisfying(pattern -> assertThat(pattern.text()).isEqualTo("^[A-Z]{2}-[0-9]{3}$"));
        assertThat(written.contract().columns().get(3).protection()).hasValue(Protection.EMAIL_DOMAIN);
        assertThat(written.contract().primaryKey()).containsExactly("id");
        assertThat(written.rows()).isEqualTo(40);
        assertThat(written.yaml()).contains("things/*.parquet").doesNotContain("@example.org\"");
    }

    @Test
    void leavesOutWhatNoColumnCanHold() throws SQLException, IOException {
        Inferred.Written written = written("SELECT 1 AS a, [1, 2] AS b, {'x': 1} AS c, '\\x00'::BLOB AS d");

        assertThat(written.contract().columns()).extracting(Column::name).containsExactly("a");
        assertThat(written.contract().onSchemaChange()).isEqualTo(SchemaPolicy.EVOLVE);
        assertThat(written.notKept())
                .containsExactly(
                        "b (nested, or of a type that no contract has)",
                        "c (nested, or of a type that no contract has)",
                        "d (bytes that are no text in UTF-8)");
    }

    @Test
    void takesBytesForTextWhereTheyAreUtf8() throws SQLException, IOException {
        Inferred.Written written = written("SELECT 'word'::BLOB AS a, '\\xE9'::BLOB AS b");

        assertThat(written.contract().columns()).extracting(Column::name).containsExactly("a");
        assertThat(written.yaml()).contains("\"b (bytes that are no text in UTF-8)\"");
    }

    @Test
    void saysWhatCannotBeRead() throws IOException {
        FileBytes broken = FileBytes.of("PAR1 and nothing else".getBytes(StandardCharsets.US_ASCII));

        assertThat(Inference.infer(broken, InferenceOptions.of("x.parquet"))).isInstanceOf(Inferred.Unusable.class);
    }
}
