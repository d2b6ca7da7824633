package dev.millrace.audit.operators;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.files.AuditItem;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.audit.files.Records;
import dev.millrace.audit.files.Removal;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Wiring;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Decisions in DynamoDB.
public final class DynamoOperatorActions implements OperatorActions {
    private final Records records;

    public DynamoOperatorActions(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    /// That of the audit table that the function is set up for.
    public static DynamoOperatorActions connect(Wiring wiring) {
        return new DynamoOperatorActions(DynamoItems.connect(wiring), wiring.clock());
    }

    public DynamoOperatorActions(ItemStore store, Clock clock) {
        this.records = new Records(store, clock);
    }

    @Override
    public Optional<AuditRecord> replay(AuditRecord seen, @Nullable String executionArn, String by) {
        return write(seen, AuditState.FAILED, again(seen, executionArn, List.of(AuditState.NEW), null, by));
    }

    /// Its time stays: it waits as long as before.
    @Override
    public Optional<AuditRecord> appoint(AuditRecord seen, String executionArn, String note, String by) {
        var update = new Write.Update(AuditItem.key(seen.key()))
                .when(new Condition.Lacks(Attributes.EXECUTION_ARN))
                .set(Attributes.EXECUTION_ARN, text(executionArn))
                .entry(AuditItem.entry(new HistoryEntry(records.now(), AuditState.NEW, seen.fence(), by, note)));
        return write(seen, AuditState.NEW, update);
    }

    @Override
    public Optional<AuditRecord> release(AuditRecord seen, @Nullable String executionArn, String by) {
        if (seen.course().rowsMayBeIn()
                || !records.store()
                        .get(ItemKey.removal(seen.oid(), Removal.OWN))
                        .isEmpty()) {
            throw new IllegalStateException(
                    "Rows of %s are still being withdrawn from its table. Release it in half an hour."
                            .formatted(seen.version()));
        }
        Write.Update update = again(seen, executionArn, List.of(AuditState.NEW), "Released", by)
                .set(Attributes.WAIVED, AttributeValue.fromBool(true))
                .remove(Attributes.FAILING_SINCE);
        return write(seen, AuditState.HELD, update);
    }

    @Override
    public Optional<AuditRecord> goOn(AuditRecord seen, @Nullable String executionArn, String note, String by) {
        return write(seen, AuditState.HELD, again(seen, executionArn, List.of(AuditState.NEW), note, by));
    }

    @Override
    public Optional<AuditRecord> explain(AuditRecord seen, String reason) {
        var update = new Write.Update(AuditItem.key(seen.key())).set(Attributes.REASON, text(Attributes.cut(reason)));
        return write(seen, AuditState.HELD, update);
    }

    /// Its time is new too, so that those who look for what is owed come by it.
    @Override
    public Optional<AuditRecord> remind(AuditRecord seen, String note, String by) {
        Instant now = records.now();
        var update = new Write.Update(AuditItem.key(seen.key()))
                .set(Attributes.OWED, text(NoticeKind.HELD.mark(seen.fence())))
                .set(Attributes.TIME, text(Attributes.time(now)))
                .entry(AuditItem.entry(new HistoryEntry(now, AuditState.HELD, seen.fence(), by, note)));
        return write(seen, AuditState.HELD, update);
    }

    @Override
    public Optional<AuditRecord> dismiss(AuditRecord seen, String reason, String by) {
        Write.Update update = closed(seen, AuditState.IGNORED, reason, by);
        return seen.state() == AuditState.FAILED ? withoutRows(seen, update) : write(seen, AuditState.HELD, update);
    }

    @Override
    public Optional<AuditRecord> giveUp(AuditRecord seen, String reason, String executionArn, String by) {
        Write.Update update = again(seen, executionArn, List.of(AuditState.NEW, AuditState.INVALID), reason, by)
                .set(Attributes.REASON, text(Attributes.cut(reason)));
        return withoutRows(seen, update);
    }

    /// Closes a FAILED object: what its attempt may have left in its table is withdrawn, ordered in one write
    /// with it.
    private Optional<AuditRecord> withoutRows(AuditRecord seen, Write.Update update) {
        if (!seen.course().rowsMayBeIn()) {
            return write(seen, AuditState.FAILED, update);
        }
        var writes = new ArrayList<Write>();
        writes.add(conditional(seen, AuditState.FAILED, update));
        writes.add(Records.removal(seen.oid(), Removal.OWN, records.now()));
        return records.store().write(writes) ? records.read(seen.key()) : Optional.empty();
    }

    @Override
    public Optional<AuditRecord> resume(AuditRecord seen, String executionArn, String by) {
        Write.Update update = again(seen, executionArn, List.of(AuditState.INVALID), "Its move is resumed", by);
        if (seen.reason() != null) {
            update.set(Attributes.REASON, text(seen.reason()));
        }
        return write(seen, AuditState.INVALID, update);
    }

    @Override
    public Optional<AuditRecord> fail(AuditRecord seen, String reason, String by) {
        var failed = new Move.Failed(reason);
        if (!failed.from().contains(seen.state())) {
            return Optional.empty();
        }
        return records.store()
                .update(asFailed(records.update(seen.key(), seen.oid(), seen.fence(), failed.from(), failed, by), seen))
                .map(AuditItem::record);
    }

    private Write.Update asFailed(Write.Update update, AuditRecord seen) {
        update.when(new Condition.Is(Attributes.TIME, text(Attributes.time(seen.time()))));
        return update;
    }

    @Override
    public Optional<AuditRecord> promise(AuditRecord seen, String password, String by) {
        boolean again = seen.state() == AuditState.INGESTED;
        if (!again && seen.course().releasedAs() != null) {
            throw new IllegalStateException("%s was released before, as version %s"
                    .formatted(seen.version(), seen.course().releasedAs()));
        }
        return write(
                seen,
                again ? AuditState.INGESTED : AuditState.REJECTED,
                new Write.Update(AuditItem.key(seen.key()))
                        .set(Attributes.RELEASE, text(password))
                        .remove(Attributes.RELEASED_AS)
                        .entry(AuditItem.entry(new HistoryEntry(
                                records.now(),
                                seen.state(),
                                seen.fence(),
                                by,
                                again
                                        ? "It is to be ingested again, as a new version in its place"
                                        : "Its bytes go back to the landing bucket as a new version"))));
    }

    @Override
    public boolean promised(AuditRecord rejected, String password) {
        AttributeValue stored =
                records.store().get(AuditItem.key(rejected.key())).get(Attributes.RELEASE);
        return stored != null && password.equals(stored.s());
    }

    @Override
    public void released(AuditRecord rejected, String versionId) {
        records.store()
                .write(List.of(
                        new Write.Update(AuditItem.key(rejected.key())).set(Attributes.RELEASED_AS, text(versionId))));
    }

    /// The object starts anew under another execution: nothing of the last attempt's holder is left.
    private Write.Update again(
            AuditRecord seen,
            @Nullable String executionArn,
            List<AuditState> states,
            @Nullable String note,
            String by) {
        Instant now = records.now();
        AuditState last = states.getLast();
        Write.Update update = AuditItem.move(
                seen.key(), seen.oid(), last, new HistoryEntry(now, states.getFirst(), seen.fence(), by, note));
        states.stream()
                .skip(1)
                .forEach(s -> update.entry(AuditItem.entry(new HistoryEntry(now, s, seen.fence(), by, note))));
        update.set(Attributes.REPLAYS, number(seen.course().replays() + 1))
                .remove(Attributes.CLAIMANT)
                .remove(Attributes.LEASE_UNTIL)
                .remove(Attributes.REASON)
                .remove(Attributes.OWED)
                .remove(Attributes.WAITS_FOR);
        return executionArn == null
                ? update.remove(Attributes.EXECUTION_ARN)
                : update.set(Attributes.EXECUTION_ARN, text(executionArn));
    }

    private Write.Update closed(AuditRecord seen, AuditState to, String reason, String by) {
        return AuditItem.move(seen.key(), seen.oid(), to, new HistoryEntry(records.now(), to, seen.fence(), by, reason))
                .set(Attributes.REASON, text(Attributes.cut(reason)))
                .remove(Attributes.OWED)
                .remove(Attributes.WAITS_FOR);
    }

    private Optional<AuditRecord> write(AuditRecord seen, AuditState from, Write.Update update) {
        return records.update(conditional(seen, from, update));
    }

    /// On the record as it was seen, and only from the state that the decision is about.
    private static Write.Update conditional(AuditRecord seen, AuditState from, Write.Update update) {
        update.when(new Condition.Is(Attributes.STATE, text(from.name())))
                .when(new Condition.Is(Attributes.FENCE, number(seen.fence())))
                .when(new Condition.Is(Attributes.TIME, text(Attributes.time(seen.time()))));
        return update;
    }
}
