package dev.millrace.audit.files;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The audit table with a clock that stands still, and what tests do with it.
public final class AuditFixture implements AutoCloseable {
    public static final String OURS = "ing-ours";
    public static final String THEIRS = "ing-theirs";
    public static final Duration LEASE = Duration.ofMinutes(10);
    public static final ContractPin PIN = new ContractPin("airports", "1.0.0", "c0ffee");

    /// One of each kind.
    static final List<Move> EVERY_MOVE = List.of(
            new Move.Validated(3, "5ba", PIN),
            new Move.Refused("line 3: wrong", 2, "airports/x.findings.json", "5ba", PIN),
            new Move.Held("too big"),
            new Move.Waits("Waits for its control file", "in/_SUCCESS"),
            new Move.Applied("A control file", PIN),
            new Move.Ignored("the same bytes"),
            new Move.Superseded("a newer one is ingested"),
            new Move.NotValidated("out of memory"),
            new Move.Vanished("deleted"),
            new Move.LoadStarted(LEASE),
            new Move.Ingested(3),
            new Move.SetAside("airports/x.csv"),
            new Move.Failed("out of order"),
            new Move.FailedWithBatch("Batch 20261121T020000Z: out of order"));

    public final SettableClock clock = new SettableClock();
    public final LocalAuditTable local = new LocalAuditTable();
    public final DynamoAuditTable table = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    final AuditReader reader = new AuditReader(local.client(), LocalAuditTable.NAME);

    public static ObjectVersion version(String key) {
        return new ObjectVersion("landing", key, "v1");
    }

    static NewRecord newRecord(String dataset, ObjectVersion version, AuditState state) {
        return new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, dataset, version),
                version,
                state,
                SettableClock.START.minusSeconds(5),
                42,
                "etag",
                "0055AED6DCD90281E5",
                "AWS:ana",
                null,
                null);
    }

    public AuditRecord recorded(String key) {
        return table.create(newRecord("airports", version(key), AuditState.NEW));
    }

    /// A record that our execution has claimed.
    public AuditRecord claimed(String key) {
        return claim(recorded(key), OURS).record();
    }

    public ClaimResult claim(AuditRecord record, String execution) {
        return table.claim(record.oid(), execution, "Validate File of " + execution, LEASE);
    }

    public MoveResult move(AuditRecord record, Move move) {
        return table.move(record.claim(), move, "a test");
    }

    public AuditRecord now(AuditRecord record) {
        return table.find(record.oid()).orElseThrow();
    }

    /// Puts a record into a state as if it had gone there, under the fence that it has.
    public AuditRecord put(AuditRecord record, AuditState state) {
        local.client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(AuditItem.key(record.key()).attributes())
                        .updateExpression("SET #s = :s, #f = :f")
                        .expressionAttributeNames(Map.of("#s", Attributes.STATE, "#f", Attributes.FENCE))
                        .expressionAttributeValues(Map.of(":s", text(state.name()), ":f", number(record.fence()))));
        return now(record);
    }

    Map<String, AttributeValue> item(AuditRecord record) {
        return local.client()
                .getItem(g -> g.tableName(LocalAuditTable.NAME)
                        .key(AuditItem.key(record.key()).attributes()))
                .item();
    }

    @Override
    public void close() {
        local.close();
    }
}
