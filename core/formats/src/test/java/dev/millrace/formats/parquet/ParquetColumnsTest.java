package dev.millrace.formats.parquet;

import static dev.millrace.formats.parquet.ParquetBytes.INT64;
import static dev.millrace.formats.parquet.ParquetBytes.allThere;
import static dev.millrace.formats.parquet.ParquetBytes.join;
import static dev.millrace.formats.parquet.ParquetBytes.le64;
import static dev.millrace.formats.parquet.ParquetBytes.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.formats.parquet.ParquetBytes.Column;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which columns of a file can be which of a contract.
class ParquetColumnsTest {
    @TempDir
    Path folder;

    private List<String> judged(ParquetCase contract, String query) throws SQLException, IOException {
        try (DuckDb duckdb = new DuckDb()) {
            return contract.judged(duckdb.copy(query, folder.resolve("file.parquet"), "COMPRESSION zstd"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string                                 | 'x'                             | 'x'",
                "string                                 | 'x'::ENUM('x')                  | 'x'",
                "string                                 | '{\"x\": 1}'::JSON              | '{\"x\": 1}'",
                "string                                 | 'word'::BLOB                    | 'word'",
                "string format=uuid | '0cb4b7f5-1b2c-4f8e-9d3a-6b0d7e0f1a2b'::UUID | '0cb4b7f5-1b2c-4f8e-9d3a-6b0d7e0f1a2b'",
                "integer                                | 7::TINYINT                      | 7",
                "integer                                | 7::UBIGINT                      | 7",
                "integer                                | 7::DECIMAL(30, 0)               | 7",
                "integer format=i8                      | 7::BIGINT                       | 7",
                "number                                 | 7::INT                          | 7.000000000000000000",
                "number physicalType='decimal(5,2)'     | 7.5::DECIMAL(3, 1)              | 7.50",
                "number physicalType='decimal(5,2)'     | 7.55::DECIMAL(5, 2)             | 7.55",
                "number physicalType=double             | 7.5::FLOAT                      | 7.5",
                "number physicalType=double             | 7::INT                          | 7.0",
                "number physicalType=real               | 7.5::FLOAT                      | 7.5",
                "boolean                                | true                            | 1",
                "date                                   | DATE '1970-01-02'               | 1",
                "timestamp                              | TIMESTAMPTZ '1970-01-01 00:00:01+00' | 1000000",
                "timestamp defaultTimezone=Europe/Berlin | TIMESTAMP '1970-01-01 01:00:01' | 1000000",
                "timestamp timezone=false               | TIMESTAMP '1970-01-01 00:00:01' | 1000000",
                "timestamp timezone=false               | TIMESTAMP_NS '1970-01-01 00:00:01' | 1000000",
                "timestamp timezone=false               | TIMESTAMP_MS '1970-01-01 00:00:01' | 1000000",
                "time                                   | TIME '00:00:01'                 | 1000000",
            },
            quoteCharacter = '`')
    void canBe(String type, String value, String expected) throws SQLException, IOException {
        assertThat(judged(ParquetCase.of("a " + type), "SELECT " + value + " AS a"))
                .containsExactly("valid, 1 rows", "1: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string                             | 7                           | INT32 as INTEGER(32, signed) | string",
                "integer                            | 'x'                         | BYTE_ARRAY as STRING         | integer, i64",
                "integer                            | 7::DOUBLE                   | DOUBLE                       | integer, i64",
                "integer                            | 7.0::DECIMAL(3, 1)          | INT32 as DECIMAL(3,1)        | integer, i64",
                "integer                            | [7]                         | nested or repeated           | integer, i64",
                "integer                            | {'b': 7}                    | nested or repeated           | integer, i64",
                "number                             | 7::DOUBLE                   | DOUBLE                | number, decimal(38,18)",
                "number physicalType='decimal(5,2)' | 7::DECIMAL(6, 2)            | INT32 as DECIMAL(6,2) | number, decimal(5,2)",
                "number physicalType='decimal(5,2)' | 7::DECIMAL(5, 3)            | INT32 as DECIMAL(5,3) | number, decimal(5,2)",
                "number physicalType=real           | 7::DOUBLE                   | DOUBLE                       | number of 32 bits",
                "number physicalType=double         | 7::BIGINT         | INT64 as INTEGER(64, signed) | number of 64 bits",
                "boolean                            | 1                           | INT32 as INTEGER(32, signed) | boolean",
                "date                               | TIMESTAMP '1970-01-01'      | INT64 as TIMESTAMP(micros, local) | date",
                "timestamp           | TIMESTAMP '1970-01-01' | INT64 as TIMESTAMP(micros, local) | timestamp with a time zone",
                "timestamp timezone=false | TIMESTAMPTZ '1970-01-01' | INT64 as TIMESTAMP(micros, UTC) | timestamp without a time zone",
                "time                               | DATE '1970-01-01'           | INT32 as DATE                | time",
            },
            quoteCharacter = '`')
    void cannotBe(String type, String value, String found, String expected) throws SQLException, IOException {
        assertThat(judged(ParquetCase.of("a " + type), "SELECT " + value + " AS a"))
                .containsExactly(
                        "rejected, 0 rows, stopped",
                        "0 schema a [%s]: the column 'a' is of another type in the file; the contract has %s"
                                .formatted(found, expected));
    }

    @Test
    void differAsThoseOfOtherFormatsDo() throws SQLException, IOException {
        String query = "SELECT 1::BIGINT AS b, 2::BIGINT AS a, 3::BIGINT AS more";
        assertThat(judged(ParquetCase.of("a integer", "b integer"), query))
                .containsExactly(
                        "rejected, 0 rows, stopped",
                        "0 schema [more]: the column 3 of the file is not in the contract",
                        "0 schema a [b]: the columns are in another order: column 1 of the file must be 'a'");
        assertThat(judged(
                        ParquetCase.of("millrace.onSchemaChange=permissive", "a integer", "b integer", "c string"),
                        query + ", 4 AS most"))
                .contains("1: 2 | 1 | null")
                .first()
                .isEqualTo("valid, 1 rows");
        assertThat(judged(
                        ParquetCase.of("a integer!", "b integer", "c string!"),
                        "SELECT 1::BIGINT AS a, 2::BIGINT AS b"))
                .containsExactly("rejected, 0 rows, stopped", "0 schema c: the column 'c' is missing");
    }

    @Test
    void areThoseOfAnotherDatasetWhereNoneIsInTheContract() throws SQLException, IOException {
        for (String policy : List.of("permissive", "evolve")) {
            assertThat(judged(
                            ParquetCase.of("millrace.onSchemaChange=" + policy, "y integer"),
                            "SELECT 1::BIGINT AS x1, 2::BIGINT AS x2"))
                    .contains("0 schema: the file has none of the contract's columns; is it one of another dataset?")
                    .first()
                    .isEqualTo("rejected, 0 rows, stopped");
        }
    }

    @Test
    void canBeAnyWhereThereAreOnlyNulls() throws IOException {
        Thrift nothing = new Thrift().struct(10, new Thrift().struct(11, new Thrift()));
        byte[] none = join(ParquetBytes.le32(2), ParquetBytes.run(3, 0, 1));
        byte[] one = join(allThere(1), le64(7));
        Column empty = Column.of("a", INT64, page(3, 0, none)).with(nothing);
        Column lying = Column.of("a", INT64, page(1, 0, one)).with(nothing);
        ParquetCase contract = ParquetCase.of("a string");
        assertThat(contract.judged(FileBytes.of(new ParquetBytes(3).add(empty).done())))
                .containsExactly("valid, 3 rows", "1: null", "2: null", "3: null");
        assertThat(contract.judged(FileBytes.of(new ParquetBytes(1).add(lying).done())))
                .containsExactly(
                        "rejected, 1 rows",
                        "1 type a []: must not be there: the file says that its column has no values (NULL)");
    }

    @Test
    void areTextsWhereNothingIsSaidOfTheirBytes() throws IOException {
        byte[] latin = {2, 0, 0, 0, 'e', (byte) 0xE9};
        byte[] body = join(allThere(3), ParquetBytes.text("é"), latin, ParquetBytes.text(""));
        Column column = Column.of("a", ParquetBytes.BYTE_ARRAY, page(3, 0, body));
        assertThat(ParquetCase.of("a string")
                        .judged(FileBytes.of(new ParquetBytes(3).add(column).done())))
                .containsExactly("rejected, 3 rows", "2 encoding a [e\uFFFD]: must be UTF-8", "1: 'é'", "3: ''");
    }

    @Test
    void areNoTextsWhereTheBytesHaveAFixedLength() throws IOException {
        Column column = Column.of("a", ParquetBytes.FIXED, page(1, 0, join(allThere(1), ParquetBytes.ascii("abc"))))
                .with(new Thrift().i32(2, 3));
        assertThat(ParquetCase.of("a string")
                        .judged(FileBytes.of(new ParquetBytes(1).add(column).done())))
                .element(1)
                .asString()
                .startsWith("0 schema a [FIXED_LEN_BYTE_ARRAY(3)]: the column 'a' is of another type in the file");
    }

    /// As Arrow's C++ writes a table without rows: a row group without pages, of which it says that they are at 0.
    @Test
    void haveNoPagesWhereThereAreNoRows() throws IOException {
        Thrift described = new Thrift()
                .i32(1, INT64)
                .texts(3, List.of("a"))
                .i32(4, 1)
                .i64(5, 0)
                .i64(6, 14)
                .i64(7, 16)
                .i64(9, 0)
                .i64(11, 4);
        Thrift group = new Thrift()
                .structs(1, List.of(new Thrift().i64(2, 0).struct(3, described)))
                .i64(3, 0);
        Thrift footer = new Thrift()
                .structs(2, List.of(HostileParquetSchemas.root(1), HostileParquetSchemas.leaf("a")))
                .i64(3, 0)
                .structs(4, List.of(group));
        byte[] file = ParquetBytes.file(join(ParquetBytes.ascii("PAR1"), new byte[16]), footer.done());
        assertThat(ParquetCase.of("a integer").judged(FileBytes.of(file))).containsExactly("valid, 0 rows");
    }

    @Test
    void nestedOnesBesideAreNoMatter() throws SQLException, IOException {
        ParquetCase contract = ParquetCase.of("millrace.onSchemaChange=permissive", "a integer", "b string");
        String query =
                "SELECT {'x': i, 'y': [i, i]} AS deep, i AS a, [i, i + 1] AS list, 't' || i AS b FROM range(3) r(i)";
        assertThat(judged(contract, query)).contains("1: 0 | 't0'", "3: 2 | 't2'");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"a.b", "a\"b", "a`b", "a\\b", "'; DROP TABLE things; --", "${jndi:ldap://x}", "größe 😀", "a/b"},
            quoteCharacter = '|')
    @Tag("H081")
    void haveAnyName(String name) throws IOException {
        String yaml = "physicalName='" + name.replace("'", "''").replace(' ', '~') + "'";
        byte[] body = join(allThere(1), le64(7));
        byte[] file = new ParquetBytes(1)
                .add(Column.of(name, INT64, page(1, 0, body)))
                .done();
        assertThat(ParquetCase.of("a integer " + yaml).judged(FileBytes.of(file)))
                .containsExactly("valid, 1 rows", "1: 7");
        assertThat(ParquetCase.of("z integer").judged(FileBytes.of(file)))
                .containsExactly(
                        "rejected, 0 rows, stopped",
                        "0 schema [" + name + "]: the column 1 of the file is not in the contract",
                        "0 schema z: the column 'z' is missing");
    }

    @Test
    @Tag("H081")
    void areShownOnOneLineWhateverTheirNames() throws IOException {
        byte[] body = join(allThere(1), le64(7));
        byte[] file = new ParquetBytes(1)
                .add(Column.of("a\nb\u202Ec", INT64, page(1, 0, body)))
                .done();
        assertThat(ParquetCase.of("z integer").judged(FileBytes.of(file)))
                .element(1)
                .isEqualTo("0 schema [a\\u000Ab\\u202Ec]: the column 1 of the file is not in the contract");
    }

    @Test
    @Tag("H080")
    void areReadWhateverClassesTheMetadataName() throws IOException {
        String avro = """
                {"type":"record","name":"a","java-class":"javax.swing.JEditorPane","fields":
                [{"name":"a","type":{"type":"string","java-class":"java.net.URL","default":"http://127.0.0.1/"}}]}""";
        Thrift entry = new Thrift().text(1, "parquet.avro.schema").text(2, avro);
        byte[] body = join(allThere(1), le64(7));
        byte[] file = new ParquetBytes(1)
                .add(Column.of("a", INT64, page(1, 0, body)))
                .footer(footer -> footer.structs(5, List.of(entry)))
                .done();
        assertThat(ParquetCase.of("a integer").judged(FileBytes.of(file))).containsExactly("valid, 1 rows", "1: 7");
    }

    @ParameterizedTest
    @CsvSource({
        "4F52430A0B080310, an ORC file",
        "4F626A0104146176, an Avro file",
        "504B030414000600, a ZIP archive or an Excel workbook",
        "D0CF11E0A1B11AE1, an Excel workbook or a document of an older office program",
        "1F8B080000000000, compressed (gzip)",
        "28B52FFD04580900, compressed (Zstandard)"
    })
    @Tag("H083")
    void belongToNoOtherKindOfFile(String hex, String description) throws IOException {
        byte[] file = Arrays.copyOf(HexFormat.of().parseHex(hex), 3_000);
        assertThat(ParquetCase.of("a integer").judged(FileBytes.of(file)))
                .containsExactly(
                        "rejected, 0 rows, stopped",
                        "0 file-kind: the file is %s; it must be Parquet".formatted(description));
    }

    @Test
    @Tag("H083")
    void belongToNoText() throws IOException {
        byte[] csv = "a\n1\n2\n3\n4\n5\n6\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(ParquetCase.of("a integer").judged(FileBytes.of(csv)))
                .containsExactly(
                        "rejected, 0 rows, stopped", "0 parquet: the file does not begin with PAR1, as Parquet does");
        assertThat(ParquetCase.of("a integer").judged(FileBytes.of(new byte[0])))
                .containsExactly("rejected, 0 rows, stopped", "0 file-empty: the file is empty; it must be Parquet");
    }
}
