package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.cli.terminal.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.JobRunState;

/// Monthly batches with personal data: what is protected stands nowhere in clear but in the files that landed.
@ExtendWith(TestCloud.Extension.class)
class BatchPrivacyIT {
    private static final String HEADER = "month,holder_id,full_name,email,iban,born_on,balance\n";

    /// In every protected text, and nowhere else.
    private static final String MARK = "zebrafinch";

    private static final String BORN = "1923-07-19";

    private final TestCloud cloud;
    private final JobFaults faults;

    @TempDir
    private Path folder;

    private final BatchRuns runs;

    BatchPrivacyIT(TestCloud cloud) {
        this.cloud = cloud;
        this.faults = new JobFaults(cloud.access());
        this.runs = new BatchRuns(cloud, "monthly", "batch_holders");
    }

    @AfterEach
    void noMoreFaults() {
        faults.clear();
    }

    @Test
    void whatIsProtectedStandsNowhereButWhereItLanded() throws IOException {
        runs.apply(folder, holders("1.0.0", "python: tells.py"), Map.of("tells.py", """
                def transform(spark, incoming):
                    incoming.show(truncate=False)
                    raise ValueError(f"It is told of {incoming.collect()}")
                """));
        List<ObjectVersion> files = runs.land(
                "good.csv", HEADER + line("H1", BORN, "-5.00") + line("H2", BORN, "7.00"),
                "bad.csv", HEADER + line("H3", MARK + "-born", "1.00"));
        Batch failed = aTransformFailsAndTellsAllThatItSees(files);
        Batch last = theNextBatchTakesTheFilesThoughNoEventTellsOfItsJob(files.getFirst());

        isCuratedWithTheTokensOfOtherDatasets();
        standsNowhere(List.of(failed, last), files.getLast());
    }

    private Batch aTransformFailsAndTellsAllThatItSees(List<ObjectVersion> files) {
        Batch failed = runs.run(Exit.FAILED);

        assertThat(failed.reason()).contains("The transform tells.py failed", "It is told of", "************1234");
        assertThat(failed.counts()).isEqualTo(new BatchCounts(2, 0, 1, 0, 1, 0));
        assertThat(runs.states(files)).containsExactly(AuditState.FAILED, AuditState.REJECTED);
        assertThat(runs.notice(failed).message()).contains("The transform tells.py failed");
        return failed;
    }

    /// A person has mended the transform; the sweep hands over the job's result.
    private Batch theNextBatchTakesTheFilesThoughNoEventTellsOfItsJob(ObjectVersion file) throws IOException {
        runs.apply(folder, holders("1.0.1", "sql: bands.sql"), Map.of("bands.sql", """
                SELECT *, CASE WHEN balance < 0 THEN 'overdrawn' ELSE 'usual' END AS band FROM incoming
                """));
        faults.add("EVENT_LOST");
        Batch begun = runs.begin();
        runs.awaitJob(begun, JobRunState.SUCCEEDED);
        assertThat(runs.last().state()).isEqualTo(BatchState.RUNNING);
        TestCloud.Run sweep = cloud.run("sweep", "--grace", "0s", "--json");

        Batch ended = runs.awaitEnd();

        assertThat(Json.MAPPER.readTree(sweep.out()).path("jobsUnheard").asLong())
                .as(sweep.out() + sweep.err())
                .isEqualTo(1);
        assertThat(ended.state()).isEqualTo(BatchState.SUCCEEDED);
        assertThat(ended.counts()).isEqualTo(new BatchCounts(1, 1, 0, 0, 0, 2));
        assertThat(runs.states(List.of(file))).containsExactly(AuditState.INGESTED);
        return ended;
    }

    private void isCuratedWithTheTokensOfOtherDatasets() {
        assertThat(runs.rows("SELECT month, email, iban, born_on, balance, band FROM batch_holders ORDER BY balance"))
                .containsExactly(
                        "2026-10-01|example.org|************1234|1923|-5.00|overdrawn",
                        "2026-10-01|example.org|************1234|1923|7.00|usual");
        cloud.apply(arrivals().getBytes(StandardCharsets.UTF_8));
        ObjectVersion same = cloud.put("batch_arrivals/same.csv", "holder_id\n" + MARK + "-H1\n" + MARK + "-H2\n");
        assertThat(cloud.awaitEnd(same).state()).isEqualTo(AuditState.INGESTED);
        List<String> tokens = runs.rows("SELECT holder_id FROM batch_arrivals ORDER BY holder_id");
        assertThat(tokens).hasSize(2).allMatch(token -> token.startsWith("v1:"));
        assertThat(runs.rows("SELECT holder_id FROM batch_holders ORDER BY holder_id"))
                .isEqualTo(tokens);
    }

    private void standsNowhere(List<Batch> batches, ObjectVersion bad) {
        AuditRecord refused = cloud.record(bad).orElseThrow();
        var traces = new Traces(cloud, folder);
        traces.bucket("LakeBucket", "batch_", "");
        traces.bucket("StagingBucket", "batch_", "");
        traces.bucket("ContractsBucket", "batch_", "");
        traces.bucket("FailedBucket", "batch_holders", Objects.requireNonNull(refused.failedKey()));
        traces.logs();
        traces.notices();
        traces.auditTable();
        for (Batch batch : batches) {
            traces.executions(
                    cloud.stack().output("IngestBatchStateMachine"), batch.ref().executionName());
            traces.executions(
                    cloud.stack().physicalId("IngestPageStateMachine"),
                    batch.ref().executionName());
        }

        assertThat(traces.of(MARK)).isEmpty();
        assertThat(traces.of(BORN)).isEmpty();
        assertThat(Stream.of(
                        "/batch_holders/run=",
                        "/staging/batch_holders/batch=",
                        "/curate.json",
                        "/results/",
                        refused.findingsKey(),
                        "/jobs.log",
                        "/logs/jobs/jr_",
                        "log of /millrace/millrace/validate-file",
                        "notice of",
                        "item ",
                        "history of"))
                .allSatisfy(place ->
                        assertThat(traces.places()).anyMatch(looked -> looked.contains(Objects.requireNonNull(place))));
        whatIsToldIsLookedAt(traces);
    }

    /// What the transform told stands where it must, so the looking is not blind.
    private static void whatIsToldIsLookedAt(Traces traces) {
        List<String> told = traces.of("************1234");
        assertThat(Stream.of(
                        "/staging/batch_holders/",
                        "/batch_holders/run=",
                        "/logs/jobs/jr_",
                        "notice of",
                        "item ",
                        "history of"))
                .allSatisfy(place -> assertThat(told).anyMatch(looked -> looked.contains(place)));
    }

    private static String line(String holder, String born, String balance) {
        return "2026-10-01,%1$s-%2$s,%1$s Name,%1$s.mail@example.org,DE%1$s1234,%3$s,%4$s\n"
                .formatted(MARK, holder, born, balance);
    }

    private static String holders(String version, String transform) {
        return BatchRuns.contract("batch_holders", version, """
                      - {name: month, logicalType: date, required: true, partitioned: true, partitionKeyPosition: 1,
                         primaryKey: true, primaryKeyPosition: 1}
                      - {name: holder_id, logicalType: string, required: true, primaryKey: true, primaryKeyPosition: 2,
                         classification: restricted,
                         customProperties: [{property: millrace.protect, value: tokenise}]}
                      - {name: full_name, logicalType: string, classification: restricted,
                         customProperties: [{property: millrace.protect, value: drop}]}
                      - {name: email, logicalType: string, classification: confidential,
                         customProperties: [{property: millrace.protect, value: email-domain}]}
                      - {name: iban, logicalType: string, classification: restricted,
                         customProperties: [{property: millrace.protect, value: last4}]}
                      - {name: born_on, logicalType: date, classification: confidential,
                         customProperties: [{property: millrace.protect, value: year}]}
                      - {name: balance, logicalType: number, physicalType: 'decimal(14,2)', required: true}
                """, """
                  - {property: millrace.cadence, value: monthly}
                  - property: millrace.curate
                    value:
                      transform: {%s}
                """.formatted(transform));
    }

    private static String arrivals() {
        return BatchRuns.contract("batch_arrivals", "1.0.0", """
                      - {name: holder_id, logicalType: string, required: true, classification: restricted,
                         customProperties: [{property: millrace.protect, value: tokenise}]}
                """, "");
    }
}
