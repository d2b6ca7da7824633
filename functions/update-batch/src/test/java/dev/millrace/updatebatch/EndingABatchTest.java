package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.NEXT;
import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.Remarks;
import dev.millrace.audit.files.Removal;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import dev.millrace.testing.Samples;
import dev.millrace.testing.aws.InMemoryStepFunctions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingABatchTest {
    private static final BatchRef EARLIER =
            BatchRef.at(Samples.DATASET, "daily", Instant.parse("2026-11-20T10:15:30Z"));
    private final BatchOfOrders orders = new BatchOfOrders();

    @AfterEach
    void close() {
        orders.close();
    }

    private void listed() {
        orders.begun(OURS);
        orders.lists(OURS);
    }

    /// Its job ran, and refused some files.
    private void committed(RefusedFile... refused) {
        orders.ask("Prepare Job", OURS);
        orders.curated(OURS, refused);
    }

    private String ingested() {
        return outcome(orders.ask("Mark Batch Ingested", OURS));
    }

    private static String outcome(JsonNode answer) {
        return answer.path("outcome").asText();
    }

    private Batch batch() {
        return orders.batches.find(OURS).orElseThrow();
    }

    @Test
    void isEmptyWithoutAFile() {
        listed();

        assertThat(ingested()).isEqualTo("EMPTY");
        assertThat(batch().state()).isEqualTo(BatchState.EMPTY);
        assertThat(orders.batches.owed()).isEmpty();
    }

    @Test
    void marksStagedFilesIngestedOnceTheirRowsAreInTheTable() {
        List<AuditRecord> landed = orders.landed(80);
        listed();
        landed.forEach(orders::staged);
        committed();

        assertThat(ingested()).isEqualTo("SUCCEEDED");

        assertThat(orders.states(landed)).containsOnly(AuditState.INGESTED);
        assertThat(orders.now(landed.getFirst()).leaseUntil()).isNull();
        assertThat(batch().counts()).isEqualTo(new BatchCounts(80, 80, 0, 0, 0, 240));
        assertThat(orders.batches.pages(OURS)).allMatch(BatchPage::marked);
        assertThat(orders.batches.running(OURS.dataset())).isEmpty();
        assertThat(orders.batches.owed()).isEmpty();
    }

    @Test
    void answersTheSameWhenItIsAskedAgain() {
        List<AuditRecord> landed = orders.landed(2);
        listed();
        landed.forEach(orders::staged);
        committed();
        String first = ingested();
        Batch closed = batch();
        orders.clock.pass(Duration.ofMinutes(1));

        assertThat(ingested()).isEqualTo(first);
        assertThat(outcome(orders.failed(OURS))).isEqualTo(first);
        assertThat(batch()).isEqualTo(closed);
        assertThat(orders.states(landed)).containsOnly(AuditState.INGESTED);
    }

    @Test
    void isPartialWhenFilesAreRefusedOrWait() {
        List<AuditRecord> landed = orders.landed(5);
        listed();
        orders.staged(landed.get(0));
        orders.moved(landed.get(1), new Move.Held("too big"));
        orders.moved(landed.get(2), new Move.Refused("line 3", 1, "x.findings.json", null, null));
        orders.moved(landed.get(3), new Move.Failed("ServiceFault: down"));
        orders.moved(landed.get(4), new Move.Vanished("deleted"));
        committed();

        assertThat(ingested()).isEqualTo("PARTIAL");

        assertThat(batch().counts()).isEqualTo(new BatchCounts(5, 1, 1, 1, 1, 3));
        assertThat(batch().reason()).isNull();
        assertThat(orders.batches.owed()).containsExactly(OURS);
    }

    /// Each of a hundred files that fails is told of, and the next batch takes it.
    @Tag("H091")
    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100})
    void countsTheFilesThatFailed(int failed) {
        List<AuditRecord> landed = orders.landed(100);
        listed();
        landed.subList(0, failed).forEach(file -> orders.moved(file, new Move.Failed("ServiceFault: down")));
        landed.subList(failed, 100).forEach(orders::staged);
        if (failed < landed.size()) {
            committed();
        }

        assertThat(ingested()).isEqualTo("PARTIAL");

        assertThat(batch().counts()).isEqualTo(new BatchCounts(100, 100 - failed, 0, 0, failed, 3L * (100 - failed)));
        assertThat(orders.batches.owed()).containsExactly(OURS);
        orders.clock.pass(Duration.ofDays(1));
        orders.begun(NEXT);
        assertThat(orders.lists(NEXT).stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(BatchOfOrders.hex(landed.subList(0, failed)));
    }

    /// A fault of the whole batch fails those that were good, too.
    @Tag("H091")
    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100})
    void countsAllFilesAsFailedWhenTheBatchFails(int failed) {
        List<AuditRecord> landed = orders.landed(100);
        listed();
        landed.subList(0, failed).forEach(file -> orders.moved(file, new Move.Failed("ServiceFault: down")));
        landed.subList(failed, 100).forEach(orders::staged);

        assertThat(outcome(orders.failed(OURS))).isEqualTo("FAILED");

        assertThat(batch().counts()).isEqualTo(new BatchCounts(100, 0, 0, 0, 100, 0));
    }

    @Test
    void saysWhatWasFoundInFilesThatAreIngestedAllTheSame() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file, 10, new Remarks(4, 5, "x.remarks.json"));
        committed();

        assertThat(ingested()).isEqualTo("SUCCEEDED");

        assertThat(orders.now(file).rows()).isEqualTo(10);
        assertThat(orders.now(file).course().owed()).isEqualTo("REMARKS#1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "replace"})
    void saysWhichRowsTheJobHasSetAside(String onNewVersion) {
        orders.contracts.apply(Samples.contractWith("value: replace", "value: " + onNewVersion));
        AuditRecord clean = orders.landed("events/orders/a.csv");
        AuditRecord remarked = orders.landed("events/orders/b.csv");
        listed();
        orders.staged(clean, 10, null);
        orders.staged(remarked, 10, new Remarks(4, 5, "x.remarks.json"));
        orders.ask("Prepare Job", OURS);
        orders.curated(
                OURS,
                List.of(
                        new RowsAside(clean.oid().hex(), 2, List.of(3L, 17L), "cents overflows"),
                        new RowsAside(remarked.oid().hex(), 2, List.of(3L), "cents overflows")));

        assertThat(ingested()).isEqualTo("SUCCEEDED");

        AuditRecord first = orders.now(clean);
        assertThat(first.state()).isEqualTo(AuditState.INGESTED);
        assertThat(first.rows()).isEqualTo(10);
        assertThat(first.remarks()).isEqualTo(new Remarks(2, 1, null));
        assertThat(first.reason())
                .isEqualTo("2 rows could not be curated and are set aside, at line 3, 17: cents overflows");
        assertThat(first.course().owed()).isEqualTo("REMARKS#1");
        AuditRecord second = orders.now(remarked);
        assertThat(second.remarks()).isEqualTo(new Remarks(6, 6, "x.remarks.json"));
        assertThat(second.reason()).contains("at line 3 and more: ");
        assertThat(ingested()).isEqualTo("SUCCEEDED");
        assertThat(orders.now(remarked)).isEqualTo(second);
    }

    @Test
    void ordersThatOlderVersionsMakeWay() {
        AuditRecord older = orders.landed("events/orders/a.csv");
        orders.begun(EARLIER);
        orders.lists(EARLIER);
        orders.staged(older);
        orders.ask("Prepare Job", EARLIER);
        orders.curated(EARLIER);
        orders.ask("Mark Batch Ingested", EARLIER);
        AuditRecord newer = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(newer);
        committed();

        assertThat(ingested()).isEqualTo("SUCCEEDED");

        assertThat(orders.now(newer).state()).isEqualTo(AuditState.INGESTED);
        Removal removal = orders.removals.due(orders.clock.instant()).getFirst();
        assertThat(removal.oid()).isEqualTo(newer.oid());
        assertThat(orders.removals.targets(removal))
                .extracting(AuditRecord::oid)
                .containsExactly(older.oid());
        orders.removals.targets(removal).forEach(target -> orders.removals.taken(removal, target, "a test"));
        assertThat(orders.now(older).state()).isEqualTo(AuditState.SUPERSEDED);
        assertThat(orders.now(older).reason())
                .contains("Replaced by", newer.oid().hex());
    }

    /// Its rows never were in the table, so it never is INGESTED.
    @Test
    void supersedesAFileThatAnotherOfTheBatchReplaces() {
        AuditRecord older = orders.landed("events/orders/a.csv");
        AuditRecord newer = orders.landed("events/orders/a.csv");
        listed();
        List.of(older, newer).forEach(orders::staged);
        committed();

        assertThat(ingested()).isEqualTo("SUCCEEDED");

        assertThat(orders.states(List.of(older, newer))).containsExactly(AuditState.SUPERSEDED, AuditState.INGESTED);
        assertThat(orders.now(older).reason())
                .isEqualTo(
                        "Replaced by the version with object id " + newer.oid().hex());
        assertThat(orders.now(older).history()).noneMatch(entry -> entry.state() == AuditState.INGESTED);
        assertThat(batch().counts()).isEqualTo(new BatchCounts(2, 1, 0, 0, 0, 3));
    }

    /// A change of cadence may have it ingested on arrival, in the moment between the commit and this.
    @Test
    void marksAFileSupersededWhereANewerVersionIsIngested() {
        AuditRecord older = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(older);
        committed();
        AuditRecord newer = orders.landed("events/orders/a.csv");
        orders.audit.enlist(newer.oid(), NEXT.executionName(), "an ARN", "a test", Duration.ofMinutes(10));
        orders.staged(newer);
        orders.versions.replaceOlder(orders.now(newer).claim(), 3, record -> OnNewVersion.REPLACE, "a test");

        assertThat(ingested()).isEqualTo("SUCCEEDED");

        assertThat(orders.now(older).state()).isEqualTo(AuditState.SUPERSEDED);
        assertThat(orders.now(newer).state()).isEqualTo(AuditState.INGESTED);
        assertThat(batch().counts()).isEqualTo(new BatchCounts(1, 0, 0, 0, 0, 0));
    }

    /// As could a file be that a function staged after the manifest was written.
    @Test
    void ingestsNoFileThatTheJobWasNotGiven() {
        List<AuditRecord> landed = orders.landed(2);
        listed();
        orders.staged(landed.getFirst());
        committed();
        orders.staged(landed.getLast());

        assertThat(ingested()).isEqualTo("PARTIAL");

        assertThat(orders.states(landed)).containsExactly(AuditState.INGESTED, AuditState.FAILED);
        assertThat(orders.now(landed.getLast()).reason()).contains("ended without it");
    }

    @Test
    void setsAFileAsideThatTheJobRefused() {
        List<AuditRecord> landed = orders.landed(3);
        listed();
        landed.forEach(orders::staged);
        AuditRecord bad = landed.get(1);
        committed(new RefusedFile(bad.oid().hex(), List.of(3L, 17L), "cents overflows"));

        assertThat(ingested()).isEqualTo("PARTIAL");

        assertThat(orders.states(landed)).containsExactly(AuditState.INGESTED, AuditState.INVALID, AuditState.INGESTED);
        assertThat(orders.now(bad).reason())
                .isEqualTo(
                        "The file could not be validated: its rows cannot be curated, at line 3, 17: cents overflows");
        assertThat(batch().counts()).isEqualTo(new BatchCounts(3, 2, 1, 0, 0, 6));
        assertThat(orders.now(bad).executionArn())
                .contains("ingest-file:" + bad.oid().executionName(1));
        assertThat(orders.aws.stepFunctions().executions())
                .extracting(InMemoryStepFunctions.Execution::arn)
                .contains(orders.now(bad).executionArn());
        assertThat(ingested()).isEqualTo("PARTIAL");
    }

    @Test
    void leavesAVersionIngestedWhoseReplacementTheJobRefused() {
        AuditRecord older = orders.landed("events/orders/a.csv");
        AuditRecord newer = orders.landed("events/orders/a.csv");
        listed();
        List.of(older, newer).forEach(orders::staged);
        committed(new RefusedFile(newer.oid().hex(), List.of(), "a derived column overflows"));

        assertThat(ingested()).isEqualTo("PARTIAL");

        assertThat(orders.states(List.of(older, newer))).containsExactly(AuditState.INGESTED, AuditState.INVALID);
        assertThat(orders.removals.due(orders.clock.instant()))
                .noneMatch(removal -> removal.what().equals(Removal.OLDER));
    }

    @Test
    void ordersNothingWhereVersionsAreAppended() {
        orders.contracts.apply(Samples.contractWith("value: replace", "value: append"));
        AuditRecord older = orders.landed("events/orders/a.csv");
        AuditRecord newer = orders.landed("events/orders/a.csv");
        listed();
        List.of(older, newer).forEach(orders::staged);
        committed();

        assertThat(ingested()).isEqualTo("SUCCEEDED");
        assertThat(orders.states(List.of(older, newer))).containsOnly(AuditState.INGESTED);
        assertThat(orders.removals.due(orders.clock.instant())).isEmpty();
    }

    @Test
    void failsFilesThatWereLeftOnTheirWay() {
        List<AuditRecord> landed = orders.landed(3);
        listed();
        orders.staged(landed.get(0));
        orders.moved(
                landed.get(1),
                new Move.Validated(
                        3,
                        "5ba",
                        orders.contracts.current().contracts().getFirst().pin()));
        committed();

        assertThat(ingested()).isEqualTo("PARTIAL");

        assertThat(orders.states(landed)).containsExactly(AuditState.INGESTED, AuditState.FAILED, AuditState.FAILED);
        assertThat(orders.now(landed.get(2)).reason()).contains("ended without it");
        assertThat(orders.now(landed.get(2)).course().owed()).isEqualTo("FAILED#1");
    }

    /// Nothing says that the rows of a staged file are in the table.
    @Test
    void ingestsNothingThatWasNotCommitted() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file);

        assertThat(ingested()).isEqualTo("PARTIAL");
        assertThat(orders.now(file).state()).isEqualTo(AuditState.FAILED);
        assertThat(batch().counts()).isEqualTo(new BatchCounts(1, 0, 0, 0, 1, 0));
    }

    @Test
    void leavesFilesAloneThatAnotherTook() {
        List<AuditRecord> landed = orders.landed(2);
        String arn = orders.begun(OURS);
        orders.batches.write(OURS, 1, landed.stream().map(AuditRecord::oid).toList());
        AuditRecord theirs = orders.audit
                .enlist(landed.getFirst().oid(), NEXT.executionName(), arn, "a test", Duration.ofMinutes(10))
                .record();
        orders.lists(OURS);
        orders.staged(landed.getLast());
        committed();

        assertThat(ingested()).isEqualTo("SUCCEEDED");

        assertThat(orders.now(theirs)).isEqualTo(theirs);
        assertThat(batch().counts().files()).isEqualTo(1);
    }

    @Test
    void failsTheFilesOfABatchThatAFaultEndedSoThatTheNextTakesThem() {
        List<AuditRecord> landed = orders.landed(3);
        listed();
        orders.staged(landed.get(0));
        orders.moved(landed.get(1), new Move.Held("too big"));

        assertThat(outcome(orders.failed(OURS))).isEqualTo("FAILED");

        assertThat(orders.states(landed)).containsExactly(AuditState.FAILED, AuditState.HELD, AuditState.FAILED);
        assertThat(batch().state()).isEqualTo(BatchState.FAILED);
        assertThat(batch().reason()).contains("out of disk");
        assertThat(batch().counts()).isEqualTo(new BatchCounts(3, 0, 0, 1, 2, 0));
        assertThat(orders.batches.owed()).containsExactly(OURS);
        orders.begun(NEXT);
        assertThat(orders.lists(NEXT).getFirst())
                .containsExactlyInAnyOrder(
                        landed.get(0).oid().hex(), landed.get(2).oid().hex());
    }

    /// They hear of the batch.
    @Test
    void tellsOwnersOfABatchThatFailedNotOfEachOfItsFiles() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();

        orders.failed(OURS);

        assertThat(orders.now(file).course().owed()).isNull();
        assertThat(orders.now(file).reason())
                .startsWith("Batch " + OURS.batch())
                .contains("out of disk");
    }

    @Test
    void completesABatchThatAFaultEndedAfterItWasCommitted() {
        List<AuditRecord> landed = orders.landed(2);
        listed();
        landed.forEach(orders::staged);
        committed();

        assertThat(outcome(orders.failed(OURS))).isEqualTo("SUCCEEDED");
        assertThat(orders.states(landed)).containsOnly(AuditState.INGESTED);
    }

    @Test
    void asksForMoreWhenTheTimeIsUp() {
        List<AuditRecord> landed = orders.landed(1);
        listed();
        orders.staged(landed.getFirst());
        committed();

        assertThat(outcome(orders.ingestedWithoutTime(OURS))).isEqualTo("MORE");

        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
        assertThat(ingested()).isEqualTo("SUCCEEDED");
    }

    @Test
    void asksForMoreWhenTheTimeIsUpAfterAFaultToo() {
        orders.landed(1);
        listed();

        assertThat(outcome(orders.failedWithoutTime(OURS))).isEqualTo("MORE");

        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
        assertThat(outcome(orders.failed(OURS))).isEqualTo("FAILED");
    }
}
