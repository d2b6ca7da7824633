package dev.millrace.updateaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.ExecutionFaults;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.faults.NoSuchObject;
import dev.millrace.faults.StaleClaim;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClosingARecordTest {
    private static final String OURS = "ing-ours";
    private static final String THEIRS = "ing-theirs";
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Fault FAULT = new Fault("States.Timeout", "no answer in 330 s");
    private static final Move VALIDATED = new Move.Validated(3, "5ba", new ContractPin("airports", "1.0.0", "c0ffee"));
    private static final Move LOADING = new Move.LoadStarted(LEASE);
    private static final Move REFUSED = new Move.Refused("wrong", 1, "x.findings.json", null, null);

    private final SettableClock clock = new SettableClock();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final RecordClosing closing = new RecordClosing(audit);
    private final ExecutionFaults faults = new ExecutionFaults(audit);

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void marksALoadedFileIngestedWithItsRows() {
        AuditRecord loading = moved(claimed(), VALIDATED, LOADING);

        UpdateAnswer answer = closing.ingested(loading.claim(), new Move.Ingested(3), "a test");

        assertThat(answer).isEqualTo(new UpdateAnswer(loading.oid().hex(), "INGESTED", 1));
        assertThat(now(loading).rows()).isEqualTo(3);
        assertThat(now(loading).leaseUntil()).isNull();
    }

    @Test
    void repeatsTheSameAnswerWhenItWasLost() {
        AuditRecord loading = moved(claimed(), VALIDATED, LOADING);
        UpdateAnswer first = closing.ingested(loading.claim(), new Move.Ingested(3), "a test");

        assertThat(closing.ingested(loading.claim(), new Move.Ingested(3), "a test"))
                .isEqualTo(first);
        assertThat(now(loading).history()).hasSize(5);
    }

    @Tag("H096")
    @Test
    void marksNothingIngestedUnderAStaleClaim() {
        AuditRecord first = claimed();
        clock.pass(LEASE.plusSeconds(1));
        audit.claim(first.oid(), THEIRS, "a test", LEASE);

        assertThatThrownBy(() -> closing.ingested(first.claim(), new Move.Ingested(3), "a test"))
                .isInstanceOf(StaleClaim.class)
                .hasMessageContaining(THEIRS);
        assertThat(now(first).state()).isEqualTo(AuditState.VALIDATING);
    }

    @Test
    void marksNothingIngestedThatWasNotLoaded() {
        AuditRecord valid = moved(claimed(), VALIDATED);

        assertThatThrownBy(() -> closing.ingested(valid.claim(), new Move.Ingested(3), "a test"))
                .isInstanceOf(StaleClaim.class);
    }

    static Stream<List<Move>> waysThatCanFail() {
        return Stream.of(List.of(), List.of(VALIDATED), List.of(VALIDATED, LOADING));
    }

    @ParameterizedTest
    @MethodSource("waysThatCanFail")
    void marksOurFileFailedWithTheFaultAsItsReason(List<Move> way) {
        AuditRecord ours = moved(claimed(), way.toArray(Move[]::new));

        UpdateAnswer answer = failed(ours);

        assertThat(answer.state()).isEqualTo("FAILED");
        assertThat(now(ours).reason()).isEqualTo("Timeout: no answer in 330 s");
        assertThat(now(ours).leaseUntil()).isNull();
    }

    @Test
    void marksAFileFailedThatNobodyHadClaimedYet() {
        AuditRecord record = recorded();

        assertThat(failed(record)).isEqualTo(new UpdateAnswer(record.oid().hex(), "FAILED", 0));
    }

    @Test
    void leavesAFileAloneThatAnotherExecutionHolds() {
        AuditRecord theirs =
                audit.claim(recorded().oid(), THEIRS, "a test", LEASE).record();

        assertThat(failed(theirs).state()).isEqualTo("VALIDATING");
        assertThat(now(theirs)).isEqualTo(theirs);
    }

    static Stream<List<Move>> waysThatEnd() {
        return Stream.of(
                List.of(VALIDATED, LOADING, new Move.Ingested(3)),
                List.of(REFUSED),
                List.of(REFUSED, new Move.SetAside("x.csv")),
                List.of(new Move.Held("too big")),
                List.of(new Move.Vanished("deleted")),
                List.of(new Move.Failed("before")));
    }

    @ParameterizedTest
    @MethodSource("waysThatEnd")
    void leavesAFileAloneThatIsClosedOrRefused(List<Move> way) {
        AuditRecord closed = moved(claimed(), way.toArray(Move[]::new));

        assertThat(failed(closed).state()).isEqualTo(closed.state().name());
        assertThat(now(closed)).isEqualTo(closed);
    }

    @Test
    void refusesAnObjectThatWasNeverRecorded() {
        assertThatThrownBy(() -> faults.failed(new ObjectId("0".repeat(64)), FAULT, OURS, "a test"))
                .isInstanceOf(NoSuchObject.class);
    }

    @Test
    void marksIngestedAsTheExampleEventSays() throws IOException {
        AuditRecord loading = moved(claimed(), VALIDATED, LOADING);
        Map<String, String> values = Map.of(
                "Dataset", loading.key().dataset(),
                "Object", loading.key().object(),
                "Oid", loading.oid().hex(),
                "Fence", "1",
                "Rows", "3");

        assertThat(handle("MarkIngested", values))
                .isEqualTo("{\"oid\":\"%s\",\"state\":\"INGESTED\",\"fence\":1}".formatted(loading.oid()));
    }

    @Test
    void marksFailedAsTheExampleEventSays() throws IOException {
        AuditRecord record = recorded();
        Map<String, String> values = Map.of(
                "Bucket", "landing",
                "Key", "a.csv",
                "VersionId", "v1",
                "Oid", record.oid().hex());

        assertThat(handle("MarkFailed", values))
                .isEqualTo("{\"oid\":\"%s\",\"state\":\"FAILED\",\"fence\":0}".formatted(record.oid()));
    }

    private String handle(String event, Map<String, String> values) throws IOException {
        var output = new ByteArrayOutputStream();
        new UpdateAuditHandler(audit).handleRequest(Events.stream(event, values), output, new LambdaContext());
        return output.toString(StandardCharsets.UTF_8);
    }

    private UpdateAnswer failed(AuditRecord record) {
        return UpdateAnswer.of(faults.failed(record.oid(), FAULT, OURS, "a test"));
    }

    private AuditRecord recorded() {
        var version = new ObjectVersion("landing", "a.csv", "v1");
        var key = AuditKey.of(Cadence.ON_ARRIVAL, "airports", version);
        return audit.create(
                new NewRecord(key, version, AuditState.NEW, SettableClock.START, 10, null, null, null, null, null));
    }

    private AuditRecord claimed() {
        return audit.claim(recorded().oid(), OURS, "a test", LEASE).record();
    }

    private AuditRecord moved(AuditRecord record, Move... way) {
        for (Move move : way) {
            audit.move(record.claim(), move, "a test");
        }
        return now(record);
    }

    private AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }
}
