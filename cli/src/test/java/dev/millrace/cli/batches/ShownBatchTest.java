package dev.millrace.cli.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Lease;
import dev.millrace.audit.jobs.TaskToken;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.base.json.Json;
import dev.millrace.cli.Recorded;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Engine;
import dev.millrace.contract.keys.KeyPattern;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.local.UserError;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShownBatchTest {
    private static final Instant DUE = Instant.parse("2026-11-21T02:00:00Z");
    private static final BatchRef REF = BatchRef.at("orders", "daily", DUE);
    private static final Commands DEPLOYED = Commands.of("prod", "eu-west-1");

    private final SettableClock clock = new SettableClock();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final DynamoBatches batches = new DynamoBatches(local.client(), LocalAuditTable.NAME, clock);
    private final DynamoJobs jobs = new DynamoJobs(local.client(), LocalAuditTable.NAME);
    private final DynamoOperatorActions operators =
            new DynamoOperatorActions(local.client(), LocalAuditTable.NAME, clock);
    private final AuditReader reader = new AuditReader(local.client(), LocalAuditTable.NAME);

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void isNamedByItsDatasetAndTimeOrByItsTimeAlone() {
        batches.begin(REF, "arn:bat");

        assertThat(named("orders/20261121T020000Z"))
                .hasValueSatisfying(batch -> assertThat(batch.ref()).isEqualTo(REF));
        assertThat(named("20261121T020000Z")).isPresent();
        assertThat(named("invoices/20261121T020000Z")).isEmpty();
        assertThat(named("20261122T020000Z")).isEmpty();
        assertThat(named("orders/a.csv")).isEmpty();
        assertThat(named("orders/daily/20261121T020000Z")).isEmpty();
    }

    @Test
    void namesTheDatasetsWhereSeveralHaveIt() {
        batches.begin(REF, "arn:bat");
        batches.begin(BatchRef.at("invoices", "daily", DUE), "arn:other");

        assertThatThrownBy(() -> named("20261121T020000Z"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("2 datasets", "orders/20261121T020000Z", "invoices/20261121T020000Z");
    }

    private Optional<Batch> named(String name) {
        var inForce = new ContractIndex(Stream.of("orders", "invoices")
                .map(dataset -> new ContractRef(
                        new ContractPin(dataset, "1.0.0", "c0ffee"),
                        KeyPattern.of(dataset + "/*.csv"),
                        Cadence.DAILY,
                        Recorded.TIME))
                .toList());
        return ShownBatch.named(name, () -> inForce, batches);
    }

    @Test
    void tellsHowItsJobStands() {
        batches.begin(REF, "arn:bat");
        job(1);

        List<String> lines = shown().lines(DEPLOYED, 200);

        assertThat(lines)
                .contains(
                        "Batch         20261121T020000Z",
                        "Dataset       orders, daily",
                        "State         RUNNING",
                        "Ended         not yet",
                        "Its rows      are not in the table",
                        "Jobs",
                        "  curate-orders#1: LAUNCHING, Glue")
                .anyMatch(line -> line.contains("./millrace --stack prod --region eu-west-1 sweep --grace 0s"));
    }

    @Test
    void tellsWhyItsJobFailedAndWhatToDo() throws JsonProcessingException {
        batches.begin(REF, "arn:bat");
        Run run = new Run("jr_7", "log-group/jr_7");
        Job launched = job(1).orElseThrow();
        Job running =
                jobs.write(launched, launched.running(run, clock.instant())).orElseThrow();
        jobs.write(
                running,
                running.ended(
                        new RunStatus(run, running.mark(), RunStatus.Phase.FAILED, "FAILED", "out of disk"),
                        clock.instant()));
        AuditRecord failed = operators
                .fail(Recorded.landed(audit, clock, "b.csv"), "Its batch failed", "a test")
                .orElseThrow();
        AuditRecord other = Recorded.landed(audit, clock, "a.csv");
        batches.write(REF, 1, List.of(other.oid(), failed.oid()));
        clock.pass(Duration.ofSeconds(75));
        batches.close(REF, BatchState.FAILED, new BatchCounts(2, 0, 0, 0, 2, 0), "out of disk");

        ShownBatch shown = shown();
        List<String> lines = shown.lines(DEPLOYED, 200);

        assertThat(lines)
                .contains(
                        "State         FAILED",
                        "Because       out of disk",
                        "Files         2: 0 ingested (0 rows), 0 refused, 0 held, 2 failed, 0 left",
                        "    run jr_7, its log: log-group/jr_7",
                        "    The Glue run jr_7 ended as FAILED: out of disk. Its log: log-group/jr_7",
                        "  To run it at once: ./millrace --stack prod --region eu-west-1 batch daily --dataset orders --wait")
                .anyMatch(line -> line.startsWith("Ended") && line.endsWith("after 1 min 15 s"))
                .anyMatch(line -> line.contains("FAILED") && line.contains("b.csv"));

        JsonNode json = Json.MAPPER.readTree(shown.json());
        assertThat(json.at("/counts/failed").asLong()).isEqualTo(2);
        assertThat(json.at("/jobs/0/run").asText()).isEqualTo("jr_7");
        assertThat(json.at("/jobs/0/state").asText()).isEqualTo("FAILED");
        assertThat(json.get("files")).hasSize(2);
    }

    @Test
    void saysWhenAJobIsAnotherBatchs() {
        batches.begin(REF, "arn:bat");
        job(9);

        assertThat(shown().lines(DEPLOYED, 200)).contains("    of an earlier batch of the dataset");
    }

    private Optional<Job> job(long fence) {
        return jobs.write(
                null,
                Job.launching(
                        new JobMark(REF.job("curate"), fence),
                        Engine.GLUE,
                        "s3://staging/m.json",
                        new TaskToken("token"),
                        new Lease("launcher", clock.instant()),
                        clock.instant(),
                        null));
    }

    private ShownBatch shown() {
        return ShownBatch.of(
                batches.find(REF).orElseThrow(),
                batches,
                jobs,
                oids -> oids.stream().flatMap(oid -> reader.byId(oid).stream()).toList());
    }
}
