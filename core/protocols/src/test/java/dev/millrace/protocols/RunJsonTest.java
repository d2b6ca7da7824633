package dev.millrace.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunJsonTest {
    private static final InputFile FILE = new InputFile(
            "a1",
            "landing",
            "orders/é 1.csv",
            "v1",
            12,
            Instant.parse("2026-11-20T10:00:00.123456Z"),
            InputFile.UNKNOWN,
            0,
            List.of("a0"));
    private static final RunManifest MANIFEST = new RunManifest(
            RunManifest.JUDGE,
            "orders",
            "20261121T020000Z",
            "s3://contracts/orders.odcs.yaml",
            new Transform(Transform.JAR, "s3://contracts/t.jar", "org.example.Net"),
            "lake_staging",
            "lake",
            "s3://staging/staging/orders/",
            "s3://lake/orders/",
            "s3://staging/results/orders/20261121T020000Z/",
            List.of("20261120T020000Z"),
            null,
            List.of("b7"),
            List.of(FILE));
    private static final RunResult RESULT = new RunResult(
            RunManifest.JUDGE,
            "orders",
            "20261121T020000Z",
            "s3://contracts/orders.odcs.yaml",
            10,
            9,
            List.of(new CuratedPartition("country=NL", 9, "s3://lake/orders/run=20261121T020000Z/country=NL/")),
            List.of(new JudgedFile(
                    "a1",
                    JudgedFile.VALID,
                    10,
                    1,
                    12,
                    "00ff",
                    "ff00",
                    1,
                    "s3://staging/findings/a1.json",
                    "s3://staging/a1.parquet",
                    null,
                    List.of(new JudgedColumn("Neu", "integer")),
                    null)),
            List.of(),
            List.of(),
            1 << 20);
    private static final JudgedFindings FINDINGS = new JudgedFindings(
            "a1",
            1,
            List.of(new JudgedFindings.Count("type", "quarantine", "amount", 1)),
            List.of(new JudgedFindings.Line("type", "quarantine", 3, "amount", "abc", "must be a number")));

    @Test
    void readsWhatItWrote() throws IOException {
        assertThat(RunJson.read(RunJson.write(MANIFEST), RunManifest.class)).isEqualTo(MANIFEST);
        assertThat(RunJson.read(RunJson.write(RESULT), RunResult.class)).isEqualTo(RESULT);
        assertThat(RunJson.read(RunJson.write(FINDINGS), JudgedFindings.class)).isEqualTo(FINDINGS);
    }

    @Test
    void writesMomentsAsText() {
        assertThat(new String(RunJson.write(MANIFEST), StandardCharsets.UTF_8))
                .contains("\"arrived\" : \"2026-11-20T10:00:00.123456Z\"");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            {"path": "p", "rows": 1} => location
            {"path": "p", "rows": 1, "location": "l", "more": 1} => more
            {"path": "p", "path": "q", "rows": 1, "location": "l"} => Duplicate
            {"path": "p", "rows": null, "location": "l"} => rows
            {"path": "p", "rows": 1, "location": "l"} 2 => Trailing
            null => null
            """)
    void refusesWhatIsNotExactlyTheRecord(String json, String why) {
        assertThatThrownBy(() -> RunJson.read(json.getBytes(StandardCharsets.UTF_8), CuratedPartition.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesAMomentThatIsNone() {
        String json = new String(RunJson.write(MANIFEST), StandardCharsets.UTF_8).replace("2026-11-20T", "yesterday");
        assertThatThrownBy(() -> RunJson.read(json.getBytes(StandardCharsets.UTF_8), RunManifest.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be such as");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            "judge" => "guess" => judge or curate
            "20261121T020000Z" => "../other" => Not the id of a run
            "20261120T020000Z" => "20261121T020000Z" => cannot undo itself
            s3://lake/orders/ => s3://lake/orders => ends in /
            "a1" => "a/1" => Not an object id
            "a0" => "a1" => cannot replace itself
            "jar" => "exe" => sql, python or jar
            "jar" => "sql" => if, and only if
            """)
    void refusesAManifestThatCannotBe(String there, String instead, String why) {
        String json = new String(RunJson.write(MANIFEST), StandardCharsets.UTF_8).replace(there, instead);
        assertThatThrownBy(() -> RunJson.read(json.getBytes(StandardCharsets.UTF_8), RunManifest.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesAFileThatIsThereTwice() {
        assertThatThrownBy(() -> curating(List.of(), FILE, FILE)).hasMessageContaining("twice");
    }

    @Test
    void refusesToLeaveOutAFileOfTheRun() {
        assertThatThrownBy(() -> curating(List.of(FILE.oid()), FILE))
                .hasMessageContaining("The rows of a file of the run are wanted: " + FILE.oid());
    }

    private static RunManifest curating(List<String> withdrawn, InputFile... files) {
        return new RunManifest(
                RunManifest.CURATE,
                "orders",
                "20261121T020000Z",
                "s3://c/c",
                null,
                "s",
                "d",
                "s3://a/",
                "s3://b/",
                "s3://c/",
                List.of(),
                null,
                withdrawn,
                List.of(files));
    }
}
