package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Days before 1582-10-15 that Spark itself has written by the calendar of its versions before 3.0.
class OldCalendarsTest {
    private static final String BATCH = "20261101T020000Z";
    private static final Instant ARRIVED = Instant.parse("2026-10-31T23:30:00Z");
    private static final List<String> MODES = List.of(
            "spark.sql.parquet.datetimeRebaseModeInRead",
            "spark.sql.parquet.datetimeRebaseModeInWrite",
            "spark.sql.parquet.int96RebaseModeInRead",
            "spark.sql.parquet.int96RebaseModeInWrite");
    private static final String COLUMNS = """
            - {name: id, logicalType: integer, required: true, primaryKey: true}
            - {name: born, logicalType: date}
            - {name: at, logicalType: timestamp}
            """;
    private static final String SETTINGS = """
            - {property: millrace.onNewVersion, value: append}
            - {property: millrace.format, value: parquet}
            """;

    @TempDir
    Path folder;

    @AfterEach
    void reset() {
        MODES.forEach(TestSpark.SESSION.conf()::unset);
        TestSpark.SESSION.conf().unset("spark.sql.parquet.outputTimestampType");
    }

    /// What a cluster has for a default.
    private static void modes(String mode) {
        MODES.forEach(name -> TestSpark.SESSION.conf().set(name, mode));
    }

    private InputFile written(String timestampType) throws IOException {
        TestSpark.SESSION.conf().set("spark.sql.parquet.outputTimestampType", timestampType);
        Path folderOfSpark = folder.resolve("spark");
        TestSpark.SESSION
                .sql("SELECT id, born, at FROM VALUES"
                        + " (1L, DATE '1500-01-01', TIMESTAMP '1500-01-01 12:00:00Z'),"
                        + " (2L, DATE '0001-01-01', TIMESTAMP '0001-01-01 00:00:00Z'),"
                        + " (3L, DATE '1582-10-15', TIMESTAMP '2026-11-21 08:30:00Z') AS t(id, born, at)")
                .coalesce(1)
                .write()
                .parquet(folderOfSpark.toUri().toString());
        Path landed = folder.resolve("landing/orders/a.csv");
        Files.createDirectories(landed.getParent());
        try (var files = Files.list(folderOfSpark)) {
            Path file = files.filter(name -> name.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(file, landed);
        }
        return new InputFile(
                "a", "landing", "orders/a.csv", "v1", Files.size(landed), ARRIVED, InputFile.UNKNOWN, 0, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIMESTAMP_MICROS", "INT96"})
    void areTheDaysThatWereWritten(String timestampType) throws IOException {
        modes("LEGACY");
        TestLake lake = new TestLake(folder, TestLake.yaml(COLUMNS, SETTINGS));
        InputFile file = written(timestampType);

        RunResult judged = lake.run(
                lake.manifest(RunManifest.JUDGE, BATCH, null, List.of(), List.of(file)), new FolderFiles(folder));

        assertThat(judged.files()).extracting(JudgedFile::outcome).containsExactly(JudgedFile.VALID);
        assertRows(lake, file);
    }

    /// Other readers of the lake pass over what Spark says of its old calendar, so no file of it may need that.
    private static void assertRows(TestLake lake, InputFile file) throws IOException {
        modes("LEGACY");
        lake.curate(
                BATCH,
                new InputFile(file.oid(), "landing", file.key(), "v1", file.size(), file.arrived(), 3, 0, List.of()));
        assertThat(lake.rows())
                .extracting(row -> row.replaceAll(".*(at=[^,}]*, born=[^,}]*).*", "$1"))
                .containsExactly(
                        "at=1500-01-01T12:00:00Z, born=1500-01-01",
                        "at=0001-01-01T00:00:00Z, born=0001-01-01",
                        "at=2026-11-21T08:30:00Z, born=1582-10-15");
        for (String name : lake.files("lake/orders")) {
            assertThat(Files.readString(lake.root.resolve("lake/orders").resolve(name), StandardCharsets.ISO_8859_1))
                    .contains("org.apache.spark.version")
                    .doesNotContain("org.apache.spark.legacy");
        }
    }

    /// A file that was written by today's calendar is none of the old ones, whatever the cluster is set to.
    @Test
    void ofOtherFilesAreLeftAsTheyAre() throws IOException {
        modes("CORRECTED");
        TestLake lake = new TestLake(folder, TestLake.yaml(COLUMNS, SETTINGS));
        InputFile file = written("TIMESTAMP_MICROS");

        lake.run(lake.manifest(RunManifest.JUDGE, BATCH, null, List.of(), List.of(file)), new FolderFiles(folder));

        assertRows(lake, file);
    }
}
