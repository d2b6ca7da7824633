package dev.millrace.targets.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeFileWriterTest {
    private static final LakeCase ALL_TYPES = LakeCase.of(
            "name: s, logicalType: string",
            "name: i, logicalType: integer, logicalTypeOptions: {format: i32}",
            "name: l, logicalType: integer",
            "name: u, logicalType: integer, logicalTypeOptions: {format: u32}",
            "name: d5, logicalType: number, physicalType: 'decimal(5,2)'",
            "name: d18, logicalType: number, physicalType: 'decimal(18,4)'",
            "name: d38, logicalType: number",
            "name: f, logicalType: number, physicalType: real",
            "name: g, logicalType: number, physicalType: double",
            "name: b, logicalType: boolean",
            "name: d, logicalType: date",
            "name: t, logicalType: timestamp",
            "name: c, logicalType: timestamp, logicalTypeOptions: {timezone: false}",
            "name: h, logicalType: time");

    private static final String ALL_VALUES = """
            s,i,l,u,d5,d18,d38,f,g,b,d,t,c,h
            "ä""😀
            x",-5,9223372036854775807,4294967295,-1.5,12345678901234.5678,-0.000000000000000001,1.5,0.1,true,2026-11-21,2026-11-21T08:30:00.000001+01:00,2026-11-21T08:30:00,08:30:00
            ,,,,,,,,,,,,,
            "",0,-9223372036854775808,0,999.99,-99999999999999.9999,99999999999999999999.999999999999999999,-0,-1e300,FALSE,0001-01-01,9999-12-31T23:59:59.999999Z,0001-01-01T00:00:00,23:59:59.000010
            """;

    @TempDir
    Path folder;

    @Test
    void anotherReaderFindsEachValue() throws IOException, SQLException {
        LakeFile file = ALL_TYPES.write(folder, ALL_VALUES).get(0);
        assertThat(LakeCase.query("SELECT * EXCLUDE _oid FROM read_parquet(%s)", file.file()))
                .containsExactly(
                        "2 | ä\"😀\nx | -5 | 9223372036854775807 | 4294967295 | -1.50 | 12345678901234.5678"
                                + " | -1E-18 | 1.5 | 0.1 | true | 2026-11-21 | 2026-11-21T07:30:00.000001Z"
                                + " | 2026-11-21 08:30:00.0 | 08:30:00",
                        "4 | null | null | null | null | null | null | null | null | null | null | null | null | null | null",
                        "5 |  | 0 | -9223372036854775808 | 0 | 999.99 | -99999999999999.9999"
                                + " | 99999999999999999999.999999999999999999 | -0.0 | -1.0E300 | false | 0001-01-01"
                                + " | 9999-12-31T23:59:59.999999Z | 0001-01-01 00:00:00.0 | 23:59:59.000010");
        assertThat(LakeCase.query("SELECT DISTINCT _oid FROM read_parquet(%s)", file.file()))
                .containsExactly(LakeCase.OID);
        assertThat(file.rows()).isEqualTo(3);
        assertThat(file.bytes()).isEqualTo(Files.size(file.file()));
    }

    @Test
    void theTypesAreThoseThatAthenaExpects() throws IOException, SQLException {
        LakeFile file = ALL_TYPES.write(folder, ALL_VALUES).get(0);
        String sql = """
                SELECT name, type, type_length, repetition_type, logical_type FROM parquet_schema(%s) WHERE type IS NOT NULL
                """;
        assertThat(LakeCase.query(sql, file.file()))
                .containsExactly(
                        "_oid | BYTE_ARRAY | null | REQUIRED | StringType()",
                        "_line | INT64 | null | REQUIRED | null",
                        "s | BYTE_ARRAY | null | OPTIONAL | StringType()",
                        "i | INT32 | null | OPTIONAL | null",
                        "l | INT64 | null | OPTIONAL | null",
                        "u | INT64 | null | OPTIONAL | null",
                        "d5 | INT32 | null | OPTIONAL | DecimalType(scale=2, precision=5)",
                        "d18 | INT64 | null | OPTIONAL | DecimalType(scale=4, precision=18)",
                        "d38 | FIXED_LEN_BYTE_ARRAY | 16 | OPTIONAL | DecimalType(scale=18, precision=38)",
                        "f | FLOAT | null | OPTIONAL | null",
                        "g | DOUBLE | null | OPTIONAL | null",
                        "b | BOOLEAN | null | OPTIONAL | null",
                        "d | INT32 | null | OPTIONAL | DateType()",
                        "t | INT64 | null | OPTIONAL | TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>,"
                                + " MICROS=MicroSeconds(), NANOS=<null>))",
                        "c | INT64 | null | OPTIONAL | TimestampType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>,"
                                + " MICROS=MicroSeconds(), NANOS=<null>))",
                        "h | BYTE_ARRAY | null | OPTIONAL | StringType()");
        assertThat(LakeCase.query("SELECT DISTINCT compression FROM parquet_metadata(%s)", file.file()))
                .containsExactly("ZSTD");
    }

    @Test
    void rowsWithoutPartitionColumnsLieByTheDayOfArrival() throws IOException {
        List<LakeFile> files = LakeCase.of("name: a, logicalType: string").write(folder, "a\nx\n");
        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.partition().path()).isEqualTo("arrival_date=2026-11-21");
            assertThat(file.file()).isEqualTo(folder.resolve(LakeCase.OID + "-000.parquet"));
        });
    }

    @Test
    void eachPartitionHasItsFileWithoutTheColumnsThatItsFoldersName() throws IOException, SQLException {
        List<LakeFile> files = LakeCase.of(
                        "name: day, logicalType: date, required: true, partitioned: true, partitionKeyPosition: 2",
                        "name: a, logicalType: string, required: true",
                        "name: n, logicalType: integer, required: true, partitioned: true, partitionKeyPosition: 1")
                .write(folder, "day,a,n\n2026-11-21,x,007\n2026-11-22,y,7\n2026-11-21,z,7\n");
        assertThat(files)
                .extracting(file -> file.partition().path() + " " + file.rows())
                .containsExactly("n=7/day=2026-11-21 2", "n=7/day=2026-11-22 1");
        assertThat(LakeCase.query(
                        "SELECT * EXCLUDE _oid FROM read_parquet(%s, hive_partitioning = false)",
                        files.get(0).file()))
                .containsExactly("2 | x", "4 | z");
    }

    @Test
    void aPartitionsValueNeverNamesAFile() throws IOException {
        List<LakeFile> files = LakeCase.of("name: p, logicalType: string, required: true, partitioned: true")
                .write(folder, "p\n../../x\n");
        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.partition().path()).isEqualTo("p=..%2F..%2Fx");
            assertThat(file.file().getParent()).isEqualTo(folder);
        });
        assertThatThrownBy(() -> new LakeFileWriter(ALL_TYPES.contract(), "../x", LakeCase.ARRIVAL, folder))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameRowsGiveTheSameBytes() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        byte[] once =
                Files.readAllBytes(ALL_TYPES.write(folder, ALL_VALUES).get(0).file());
        byte[] again =
                Files.readAllBytes(ALL_TYPES.write(other, ALL_VALUES).get(0).file());
        assertThat(again).isEqualTo(once);
    }

    @Test
    void writesRowGroupsWhenTheRowsOfAllPartitionsTakeTooMuchMemory() throws IOException, SQLException {
        LakeCase lake = LakeCase.of(
                "name: p, logicalType: integer, required: true, partitioned: true", "name: a, logicalType: string");
        StringBuilder csv = new StringBuilder("p,a\n");
        for (int i = 0; i < 100_000; i++) {
            csv.append(i % 100).append(",").append("x".repeat(i % 50)).append('\n');
        }
        try (LakeFileWriter writer = lake.writer(folder, 3_500_000)) {
            lake.feed(writer, csv.toString());
            List<LakeFile> files = writer.finish();
            assertThat(files)
                    .hasSize(100)
                    .allSatisfy(file -> assertThat(file.rows()).isEqualTo(1_000));
            String sql = "SELECT count(*), count(DISTINCT _line), sum(length(a)) FROM read_parquet(%s)";
            assertThat(LakeCase.query(sql, folder.resolve("*.parquet"))).containsExactly("100000 | 100000 | 2450000");
            String groups = "SELECT sum(num_row_groups) > 150 FROM parquet_file_metadata(%s)";
            assertThat(LakeCase.query(groups, folder.resolve("*.parquet"))).containsExactly("true");
        }
    }

    @Test
    void noRowsGiveNoFile() throws IOException {
        assertThat(ALL_TYPES.write(folder, ALL_VALUES.lines().findFirst().orElseThrow()))
                .isEmpty();
        assertThat(filesLeft()).isZero();
    }

    @Test
    void removesWhatWasNotFinished() throws IOException {
        LakeFileWriter writer = ALL_TYPES.writer(folder, 1 << 20);
        ALL_TYPES.feed(writer, ALL_VALUES);
        assertThat(filesLeft()).isEqualTo(1);
        writer.close();
        writer.close();
        assertThat(filesLeft()).isZero();
    }

    private long filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
