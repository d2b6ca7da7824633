package dev.millrace.closeexecution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.ExecutionFaults;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Cadence;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H085")
class ClosingExecutionsTest {
    private final LocalAuditTable local = new LocalAuditTable();
    private final SettableClock clock = new SettableClock();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final List<String> told = new ArrayList<>();
    private final CloseExecutionHandler handler = new CloseExecutionHandler(
            new Closing(new ExecutionFaults(audit), (oid, fault) -> told.add(oid + " " + fault)),
            (ended, deadline) -> new CloseAnswer(ended.detail().name(), "FAILED"));

    @AfterEach
    void close() {
        local.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
    void closesARecordThatItsExecutionLeftOpenAndTellsItsOwners(String status) throws IOException {
        AuditRecord record = claimed();

        assertThat(hear(record, status)).isEqualTo(new CloseAnswer(name(record), "FAILED"));

        assertThat(now(record).state()).isEqualTo(AuditState.FAILED);
        assertThat(now(record).reason()).contains(status);
        assertThat(told).singleElement().asString().startsWith(record.oid().hex());
    }

    /// What ends an execution although every state catches all errors, or ends the state that catches them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "States.Timeout",
                "States.HeartbeatTimeout",
                "States.Permissions",
                "States.DataLimitExceeded",
                "States.Runtime"
            })
    void saysWhichErrorEndedTheExecution(String error) throws IOException {
        AuditRecord record = claimed();
        String event = Events.text("CloseExecution", values(record.version()))
                .replace(
                        "\"output\": null",
                        "\"output\": null, \"error\": \"%s\", \"cause\": \"too much\"".formatted(error));

        assertThat(handle(event).state()).isEqualTo("FAILED");

        assertThat(now(record).reason()).isEqualTo(error.replace("States.", "") + ": too much");
        assertThat(told).containsExactly(record.oid().hex() + " " + error.replace("States.", "") + ": too much");
    }

    @Test
    void closesARecordThatWasNeverClaimed() throws IOException {
        AuditRecord record = recorded();

        assertThat(hear(record, "ABORTED").state()).isEqualTo("FAILED");
    }

    @Test
    void changesNothingWhenItHearsOfItAgain() throws IOException {
        AuditRecord record = claimed();
        hear(record, "TIMED_OUT");
        AuditRecord closed = now(record);

        hear(record, "TIMED_OUT");

        assertThat(now(record)).isEqualTo(closed);
    }

    @Test
    void leavesARecordThatIsClosed() throws IOException {
        AuditRecord record = claimed();
        var pin = new ContractPin("airports", "1.0.0", "c0ffee");
        audit.move(record.claim(), new Move.Validated(3, "5ba", pin), "a test");
        audit.move(record.claim(), new Move.LoadStarted(Duration.ofMinutes(1)), "a test");
        audit.move(record.claim(), new Move.Ingested(3), "a test");

        assertThat(hear(record, "FAILED").state()).isEqualTo("INGESTED");
    }

    @Test
    void leavesARecordThatAnotherExecutionHolds() throws IOException {
        AuditRecord record = recorded();
        audit.claim(record.oid(), record.oid().executionName(1), "a test", Duration.ofMinutes(1));

        assertThat(hear(record, "ABORTED").state()).isEqualTo("VALIDATING");
        assertThat(told).isEmpty();
    }

    @Test
    void passesOverAnObjectThatWasNeverRecorded() throws IOException {
        var version = new ObjectVersion("landing", "never.csv", "v1");
        String event = Events.text("CloseExecution", values(version));

        assertThat(handle(event)).isEqualTo(new CloseAnswer(version.id().executionName(0), null));
    }

    @Test
    void passesOverAnExecutionOfSomethingElse() throws IOException {
        String event = Events.text("CloseExecution", values(version())).replace("ing-", "other-");

        assertThat(handle(event).state()).isNull();
        assertThat(told).isEmpty();
    }

    private CloseAnswer hear(AuditRecord record, String status) throws IOException {
        return handle(
                Events.text("CloseExecution", values(record.version())).replace("\"FAILED\"", "\"" + status + "\""));
    }

    private CloseAnswer handle(String event) throws IOException {
        var output = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, new LambdaContext());
        return answer(output.toString(StandardCharsets.UTF_8));
    }

    private static CloseAnswer answer(String json) throws JsonProcessingException {
        return Json.MAPPER.readValue(json, CloseAnswer.class);
    }

    private static Map<String, String> values(ObjectVersion version) {
        return Map.of(
                "Bucket", version.bucket(),
                "Key", version.key(),
                "VersionId", version.versionId(),
                "Oid", version.id().hex(),
                "Region", "eu-central-1",
                "Account", "111122223333",
                "StateMachine", "ingest-file");
    }

    private static ObjectVersion version() {
        return new ObjectVersion("landing", "a.csv", "v1");
    }

    private AuditRecord recorded() {
        ObjectVersion version = version();
        return audit.create(new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, "airports", version),
                version,
                AuditState.NEW,
                SettableClock.START,
                10,
                null,
                null,
                null,
                "arn:execution:" + version.id().executionName(0),
                null));
    }

    private AuditRecord claimed() {
        AuditRecord record = recorded();
        return audit.claim(record.oid(), name(record), "a test", Duration.ofMinutes(1))
                .record();
    }

    private static String name(AuditRecord record) {
        return record.oid().executionName(0);
    }

    private AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }
}
