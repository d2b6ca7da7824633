package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.cli.files.RecordJson;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.notices.reports.FindingsPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A changed contract is tried with the files that there are, and a refused file has a page.
@ExtendWith(TestCloud.Extension.class)
class BacktestIT {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: urn:millrace:test:tides
            version: 1.0.0
            status: active
            schema:
              - name: tides
                properties:
                  - name: place
                    logicalType: string
                    required: true
                  - name: height
                    logicalType: number
                    physicalType: decimal(6,2)
                    logicalTypeOptions: {maximum: 20}
            customProperties:
              - {property: millrace.keyPattern, value: backtest/tides/*.csv}
              - {property: millrace.onNewVersion, value: append}
            """;

    private final TestCloud cloud;

    @TempDir
    private Path folder = Path.of("");

    BacktestIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @Test
    void showsWhichFilesWouldComeToAnotherVerdict() throws IOException {
        cloud.apply(CONTRACT.getBytes(StandardCharsets.UTF_8));
        ObjectVersion low = cloud.put("backtest/tides/low.csv", "place,height\nBrest,7.10\n");
        ObjectVersion high = cloud.put("backtest/tides/high.csv", "place,height\nFundy,16.30\n");
        ObjectVersion wrong = cloud.put("backtest/tides/wrong.csv", "place,height\nNowhere,25.00\n");
        cloud.awaitEnd(wrong);
        cloud.awaitToldOrCounted(wrong);
        List<AuditRecord> before = cloud.awaitEnd(List.of(low, high, wrong));
        assertThat(before)
                .extracting(AuditRecord::state)
                .containsExactly(AuditState.INGESTED, AuditState.INGESTED, AuditState.REJECTED);

        TestCloud.Run same = backtest(CONTRACT, "--last", "10");
        assertThat(same.status()).as(same.err()).isEqualTo(Exit.OK);
        assertThat(same.out()).contains("3 files judged: 0 would be refused", "3 stay as they are");

        TestCloud.Run looser = backtest(CONTRACT.replace("maximum: 20", "maximum: 30"), "--last", "10");
        assertThat(looser.status()).isEqualTo(Exit.REJECTED);
        assertThat(looser.out())
                .contains("backtest/tides/wrong.csv  refused  accepted", "1 accepted that were refused");

        TestCloud.Run tighter = backtest(CONTRACT.replace("maximum: 20", "maximum: 10"), "--last", "10", "--json");
        assertThat(tighter.status()).isEqualTo(Exit.REJECTED);
        JsonNode flipped = tighter.out()
                .lines()
                .map(BacktestIT::json)
                .filter(line -> line.path("flips").asBoolean())
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
        assertThat(flipped.path("key").asText()).isEqualTo("backtest/tides/high.csv");
        assertThat(flipped.path("because").asText())
                .startsWith("line 2: height: ")
                .contains("16.30");

        assertThat(backtest(CONTRACT, "--last", "1").out()).contains("1 files judged");
        assertThat(before)
                .allSatisfy(record -> assertThat(
                                cloud.run("show", "--json", record.oid().hex())
                                        .out()
                                        .strip())
                        .isEqualTo(RecordJson.line(record)));

        remove(low);
        TestCloud.Run gone = backtest(CONTRACT, "--last", "10");
        assertThat(gone.status()).isEqualTo(Exit.FAILED);
        assertThat(gone.out()).contains("not in the landing bucket any more", "1 cannot be read");
        aRefusedFileHasAPage(before.getLast());
    }

    private void aRefusedFileHasAPage(AuditRecord refused) throws IOException {
        String key = FindingsPage.keyBeside(String.valueOf(refused.findingsKey()));
        Path page = folder.resolve("page.html");

        TestCloud.Run show = cloud.run("show", refused.oid().hex(), "--html", page.toString());

        assertThat(show.out()).contains("s3://" + cloud.stack().output("FailedBucket") + "/" + key);
        var stored = cloud.stack()
                .s3()
                .getObjectAsBytes(
                        g -> g.bucket(cloud.stack().output("FailedBucket")).key(key));
        assertThat(stored.response().contentType()).isEqualTo(FindingsPage.contentType());
        assertThat(page).hasBinaryContent(stored.asByteArray());
    }

    private void remove(ObjectVersion version) {
        cloud.stack()
                .s3()
                .deleteObject(d -> d.bucket(version.bucket()).key(version.key()).versionId(version.versionId()));
    }

    private TestCloud.Run backtest(String contract, String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("changed.odcs.yaml"), contract);
        List<String> all = new ArrayList<>(List.of("contract", "backtest", file.toString()));
        all.addAll(List.of(words));
        return cloud.run(all.toArray(String[]::new));
    }

    private static JsonNode json(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
