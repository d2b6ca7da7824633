package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.sets.Md5;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.JudgedColumn;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.JudgedFindings;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingFilesTest {
    private static final String BATCH = "20261101T020000Z";
    private static final Instant ARRIVED = Instant.parse("2026-10-31T23:30:00Z");
    private static final String COLUMNS = """
            - {name: id, logicalType: integer, required: true, primaryKey: true}
            - {name: country, logicalType: string, required: true, partitioned: true}
            - {name: mail, logicalType: string, classification: restricted, customProperties: [{property: millrace.protect, value: tokenise}]}
            - {name: secret, logicalType: string, classification: restricted, customProperties: [{property: millrace.protect, value: drop}]}
            - {name: at, logicalType: timestamp}
            """;
    private static final String SETTINGS = """
            - {property: millrace.onNewVersion, value: append}
            - {property: millrace.onBadRow, value: quarantine}
            - {property: millrace.maxBadRows, value: 1}
            - {property: millrace.onSchemaChange, value: evolve}
            """;
    private static final String GOOD = """
            id,country,mail,secret,at
            1,NL,a@example.org,x,2026-11-21T08:30:00Z
            2,BE,,,
            """;

    @TempDir
    Path folder;

    private TestLake lake() {
        return new TestLake(folder, TestLake.yaml(COLUMNS, SETTINGS));
    }

    private InputFile landed(TestLake lake, String oid, String csv) {
        lake.write("landing/orders/" + oid + ".csv", csv);
        return file(oid, csv.length());
    }

    private static InputFile file(String oid, int size) {
        return new InputFile(
                oid, "landing", "orders/" + oid + ".csv", "v1", size, ARRIVED, InputFile.UNKNOWN, 0, List.of());
    }

    private RunResult judge(TestLake lake, InputFile... files) throws IOException {
        return lake.run(
                lake.manifest(RunManifest.JUDGE, BATCH, null, List.of(), List.of(files)), new FolderFiles(folder));
    }

    private static byte[] at(String place) throws IOException {
        return Files.readAllBytes(Path.of(URI.create(place)));
    }

    @Test
    void stagesTheVeryBytesThatTheFunctionsStage() throws IOException {
        TestLake lake = lake();
        lake.stage(BATCH, "a", ARRIVED, GOOD);
        Path staged = folder.resolve("staging/orders/batch=" + BATCH + "/a.parquet");
        byte[] byFunction = Files.readAllBytes(staged);
        Files.delete(staged);
        RunResult result = judge(lake, landed(lake, "a", GOOD));
        assertThat(Files.readAllBytes(staged)).isEqualTo(byFunction);
        assertThat(result.rowsRead()).isEqualTo(2);
        assertThat(result.rowsWritten()).isEqualTo(2);
        JudgedFile judged = result.files().get(0);
        assertThat(judged.outcome()).isEqualTo(JudgedFile.VALID);
        assertThat(judged.sha256()).hasSize(64);
        assertThat(judged.stagedPlace()).isEqualTo(lake.uri("staging/orders/batch=" + BATCH + "/a.parquet"));
        assertThat(judged.setAsidePlace()).isNull();
        assertThat(judged.findingsPlace()).isNull();
    }

    @Test
    void keepsRowsThatAreSetAside() throws IOException {
        TestLake lake = lake();
        RunResult result = judge(lake, landed(lake, "a", GOOD + "x,NL,b@example.org,y,\n"));
        JudgedFile judged = result.files().get(0);
        assertThat(judged.outcome()).isEqualTo(JudgedFile.VALID);
        assertThat(judged.rows()).isEqualTo(3);
        assertThat(judged.rowsSetAside()).isEqualTo(1);
        assertThat(judged.rowsStaged()).isEqualTo(2);
        assertThat(TestSpark.SESSION
                        .read()
                        .parquet(judged.setAsidePlace())
                        .toJSON()
                        .collectAsList())
                .singleElement()
                .asString()
                .contains("\"id\":\"x\"", "\"mail\":\"v1:")
                .doesNotContain("b@example.org");
        JudgedFindings findings = RunJson.read(at(String.valueOf(judged.findingsPlace())), JudgedFindings.class);
        assertThat(findings.counts()).containsExactly(new JudgedFindings.Count("type", "quarantine", "id", 1));
        assertThat(findings.first()).hasSize(1);
    }

    @Test
    void stagesNothingOfAFileThatBreaksItsContract() throws IOException {
        TestLake lake = lake();
        RunResult result = judge(lake, landed(lake, "a", "id,country,mail,secret,at\nx,NL,,,\ny,NL,,,\n"));
        JudgedFile judged = result.files().get(0);
        assertThat(judged.outcome()).isEqualTo(JudgedFile.INVALID);
        assertThat(judged.findings()).isEqualTo(3);
        assertThat(Files.exists(folder.resolve("staging/orders/batch=" + BATCH + "/a.parquet")))
                .isFalse();
        assertThat(RunJson.read(at(String.valueOf(judged.findingsPlace())), JudgedFindings.class)
                        .first())
                .extracting(JudgedFindings.Line::rule)
                .contains("type", "bad-rows");
    }

    @Test
    void tellsWhatIsGoneFromWhatCannotBeRead() throws IOException {
        TestLake lake = lake();
        RunResult result = judge(lake, file("gone", 9), landed(lake, "archived", GOOD), landed(lake, "a", GOOD));
        assertThat(result.files())
                .extracting(JudgedFile::oid, JudgedFile::outcome, JudgedFile::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("gone", "GONE", null),
                        org.assertj.core.groups.Tuple.tuple(
                                "archived", "UNREADABLE", "s3://landing/orders/archived.csv, version v1 is archived"),
                        org.assertj.core.groups.Tuple.tuple("a", "VALID", null));
    }

    /// Which only partners' lists name.
    @Test
    void computesTheMd5WhereAListMayNameIt() throws IOException {
        TestLake plain = lake();
        assertThat(judge(plain, landed(plain, "a", GOOD)).files().get(0).md5()).isNull();

        TestLake listed = new TestLake(
                folder,
                TestLake.yaml(
                        COLUMNS, SETTINGS + "- {property: millrace.controlFile, value: '{folder}/{name}.ctl'}\n"));
        assertThat(judge(listed, landed(listed, "a", GOOD)).files().get(0).md5())
                .isEqualTo(Md5.of(FileBytes.of(GOOD.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void namesNewColumns() throws IOException {
        TestLake lake = lake();
        RunResult result = judge(lake, landed(lake, "a", "id,country,mail,secret,at,Neu\n1,NL,,,,7\n"));
        assertThat(result.files().get(0).newColumns()).containsExactly(new JudgedColumn("Neu", "integer"));
    }

    @Test
    void failsWhereAFileBrokeOff() {
        TestLake lake = lake();
        landed(lake, "a", GOOD);
        assertThatThrownBy(() -> judge(lake, file("a", GOOD.length() + 1)))
                .rootCause()
                .hasMessageContaining("but %d were read".formatted(GOOD.length()));
    }

    @Test
    void judgesNothingWhoseRulesItCannotAsk() {
        TestLake lake = new TestLake(
                folder,
                TestLake.yaml(COLUMNS, SETTINGS)
                        .replace(
                                "    properties:",
                                "    quality: [{type: sql, name: paid, query: 'SELECT count(*) FROM {object}', mustBe: 0}]\n"
                                        + "    properties:"));
        assertThatThrownBy(() -> judge(lake, landed(lake, "a", GOOD)))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("has the rule 'paid' in SQL, and this job has no engine for it");
    }

    @Test
    void curatesWhatItHasStaged() throws IOException {
        TestLake lake = lake();
        RunResult judged = judge(lake, landed(lake, "a", GOOD));
        InputFile file = new InputFile(
                "a",
                "landing",
                "orders/a.csv",
                "v1",
                GOOD.length(),
                ARRIVED,
                judged.files().get(0).rowsStaged(),
                0,
                List.of());
        lake.curate(BATCH, file);
        assertThat(lake.rows())
                .hasSize(2)
                .anyMatch(row -> row.contains("at=2026-11-21T08:30:00Z, country=NL, id=1, mail=v1:"));
    }
}
