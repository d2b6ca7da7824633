package dev.millrace.audit.files;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The audit table in DynamoDB. Every write is conditional on the table itself; no index is trusted for a decision.
public final class DynamoAuditTable implements AuditTable {
    private final Records records;

    public DynamoAuditTable(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    /// That of the audit table that the function is set up for.
    public static DynamoAuditTable connect(Wiring wiring) {
        return new DynamoAuditTable(DynamoItems.connect(wiring), wiring.clock());
    }

    DynamoAuditTable(ItemStore store, Clock clock) {
        this.records = new Records(store, clock);
    }

    @Override
    public AuditRecord create(AuditKey key, ObjectVersion version, Function<List<AuditRecord>, NewRecord> described) {
        return Records.decide(() -> {
            Head head = Head.read(records.store(), version);
            NewRecord created = described.apply(List.of());
            if (!head.isNew() && !(head.allSequenced() && isSequenced(created))) {
                created = described.apply(others(key, version));
            }
            Map<String, AttributeValue> item = AuditItem.of(created, records.now());
            var writes = new ArrayList<Write>();
            writes.add(Write.Put.ifMissing(ItemKey.guard(version.id()), AuditItem.guard(created)));
            writes.add(Write.Put.ifMissing(AuditItem.key(created.key()), item));
            writes.add(head.seen(created.order(), isSequenced(created)));
            return records.store().write(writes) ? Optional.of(AuditItem.record(item)) : find(version.id());
        });
    }

    /// Its place among the others follows from its sequencer and theirs, whatever else is recorded of them.
    private static boolean isSequenced(NewRecord created) {
        return VersionOrder.of(created.sequencer()).isPresent();
    }

    private List<AuditRecord> others(AuditKey key, ObjectVersion version) {
        return records.versions(key, version).stream()
                .filter(record -> !record.version().equals(version))
                .toList();
    }

    @Override
    public Optional<AuditRecord> find(ObjectId oid) {
        return records.find(oid);
    }

    @Override
    public List<AuditRecord> findAll(List<ObjectId> oids) {
        return records.findAll(oids);
    }

    /// The record under a key, read consistently.
    Optional<AuditRecord> read(AuditKey key) {
        return records.read(key);
    }

    @Override
    public Set<ObjectId> known(Collection<ObjectId> oids) {
        List<ItemKey> guards = oids.stream().map(ItemKey::guard).toList();
        return records.store().getAll(guards).stream()
                .map(item -> AuditItem.guardedObject(item))
                .collect(Collectors.toSet());
    }

    @Override
    public ClaimResult claim(ObjectId oid, String execution, String by, Duration lease) {
        AuditRecord seen = records.require(oid);
        boolean own = execution.equals(seen.claimant());
        boolean free = own || seen.leaseUntil() == null || seen.leaseUntil().isBefore(records.now());
        return switch (seen.state()) {
            case NEW -> take(seen, AuditState.VALIDATING, execution, by, lease);
            case VALIDATING, INVALID ->
                free ? take(seen, seen.state(), execution, by, lease) : new ClaimResult.Busy(seen);
            case LOADING ->
                own
                        ? new ClaimResult.Resumed(seen)
                        : free ? take(seen, seen.state(), execution, by, lease) : new ClaimResult.Busy(seen);
            case VALID -> own ? new ClaimResult.Resumed(seen) : new ClaimResult.Busy(seen);
            case HELD -> own ? new ClaimResult.Resumed(seen) : new ClaimResult.Closed(seen);
            case INGESTED, REJECTED, FAILED, SUPERSEDED, GONE, IGNORED, APPLIED -> new ClaimResult.Closed(seen);
        };
    }

    @Override
    public ClaimResult enlist(ObjectId oid, String execution, String executionArn, String by, Duration lease) {
        AuditRecord seen = records.require(oid);
        if (seen.state() == AuditState.NEW) {
            return take(seen, AuditState.VALIDATING, execution, executionArn, by, lease);
        }
        if (execution.equals(seen.claimant())) {
            return new ClaimResult.Claimed(seen);
        }
        return seen.state().terminal() || seen.state().waiting()
                ? new ClaimResult.Closed(seen)
                : new ClaimResult.Busy(seen);
    }

    private ClaimResult take(AuditRecord seen, AuditState to, String execution, String by, Duration lease) {
        return take(seen, to, execution, null, by, lease);
    }

    /// @param executionArn of the execution that takes it; null when the record names it already
    private ClaimResult take(
            AuditRecord seen,
            AuditState to,
            String execution,
            @Nullable String executionArn,
            String by,
            Duration lease) {
        Instant now = records.now();
        long fence = seen.fence() + 1;
        Write.Update update = AuditItem.move(seen.key(), seen.oid(), to, new HistoryEntry(now, to, fence, by, null))
                .set(Attributes.FENCE, number(fence))
                .set(Attributes.CLAIMANT, text(execution))
                .set(Attributes.LEASE_UNTIL, text(Attributes.time(now.plus(lease))));
        Records.asSeen(seen).forEach(update::when);
        if (executionArn != null) {
            update.set(Attributes.EXECUTION_ARN, text(executionArn));
        }
        Optional<AuditRecord> taken = write(update);
        if (taken.isPresent()) {
            return new ClaimResult.Claimed(taken.get());
        }
        // Somebody was faster and holds it now: we ourselves, when the answer to our first request was lost.
        AuditRecord current = records.read(seen.key()).orElse(seen);
        boolean ours = execution.equals(current.claimant()) && current.fence() == fence && current.state() == to;
        return ours ? new ClaimResult.Claimed(current) : new ClaimResult.Busy(current);
    }

    @Override
    public MoveResult move(Claim claim, Move move, String by) {
        Write.Update update = records.update(claim.key(), claim.objectId(), claim.fence(), move.from(), move, by);
        if (Records.mayLeaveRows(move.to())) {
            update.when(new Condition.Lacks(Attributes.ROWS_MAY_BE_IN));
        }
        if (move instanceof Move.Ingested) {
            update.when(new Condition.Lacks(Attributes.REPLACES));
        }
        Optional<AuditRecord> moved = write(update);
        if (moved.isPresent()) {
            return new MoveResult.Moved(moved.get());
        }
        AuditRecord current = records.read(claim);
        if (move instanceof Move.Ingested && mayMove(current, claim, move)) {
            throw new IllegalStateException("%s is ingested in the place of %s, which is done in one write with it"
                    .formatted(current.version(), current.course().replaces()));
        }
        if (mayMove(current, claim, move) && Records.leavesRows(current, move.to())) {
            return moveAndWithdraw(current, claim, move, by);
        }
        return notMoved(current, claim, move);
    }

    private static boolean mayMove(AuditRecord current, Claim claim, Move move) {
        return current.fence() == claim.fence() && move.from().contains(current.state());
    }

    private MoveResult moveAndWithdraw(AuditRecord seen, Claim claim, Move move, String by) {
        boolean moved = records.store().write(records.writes(seen, claim.fence(), move.from(), move, by));
        AuditRecord current = records.read(claim);
        return moved ? new MoveResult.Moved(current) : notMoved(current, claim, move);
    }

    private static MoveResult notMoved(AuditRecord current, Claim claim, Move move) {
        boolean before = current.fence() == claim.fence() && current.state() == move.to();
        return before ? new MoveResult.MovedBefore(current) : new MoveResult.Refused(current);
    }

    /// Writes the update; empty when its condition does not hold.
    private Optional<AuditRecord> write(Write.Update update) {
        return records.update(update);
    }
}
