package dev.millrace.common.audit;

import static dev.millrace.common.audit.AuditItem.number;
import static dev.millrace.common.audit.AuditItem.text;

import dev.millrace.common.identity.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The audit table in DynamoDB. Every write is one conditional request on the table itself; no index is trusted for a
/// decision.
public final class DynamoAuditTable implements AuditTable {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    public DynamoAuditTable(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public AuditRecord create(NewRecord created) {
        Instant now = clock.instant();
        Map<String, AttributeValue> item = AuditItem.of(created, now);
        try {
            dynamo.transactWriteItems(t -> t.transactItems(putNew(AuditItem.guard(created)), putNew(item)));
            return AuditItem.record(item);
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().noneMatch(r -> "ConditionalCheckFailed".equals(r.code()))) {
                throw e;
            }
            return find(created.version().id())
                    .orElseThrow(() -> new IllegalStateException(
                            "The guard item of %s stands without its record".formatted(created.version()), e));
        }
    }

    private TransactWriteItem putNew(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(p -> p.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#pk)")
                        .expressionAttributeNames(Map.of("#pk", AuditItem.DATASET)))
                .build();
    }

    @Override
    public Optional<AuditRecord> find(ObjectId oid) {
        Map<String, AttributeValue> guard = get(AuditItem.guardKey(oid));
        return guard.isEmpty() ? Optional.empty() : read(AuditItem.guarded(guard));
    }

    /// The record under a key, read consistently.
    Optional<AuditRecord> read(AuditKey key) {
        Map<String, AttributeValue> item = get(AuditItem.key(key));
        return item.isEmpty() ? Optional.empty() : Optional.of(AuditItem.record(item));
    }

    private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        return dynamo.getItem(g -> g.tableName(table).key(key).consistentRead(true))
                .item();
    }

    @Override
    public ClaimResult claim(ObjectId oid, String execution, String by, Duration lease) {
        AuditRecord seen = find(oid).orElseThrow(() -> new NoSuchObject(oid));
        Instant now = clock.instant();
        boolean own = execution.equals(seen.claimant());
        boolean free = own || seen.leaseUntil() == null || seen.leaseUntil().isBefore(now);
        return switch (seen.state()) {
            case NEW -> take(seen, AuditState.VALIDATING, execution, by, lease);
            case VALIDATING, INVALID ->
                free ? take(seen, seen.state(), execution, by, lease) : new ClaimResult.Busy(seen);
            case VALID, LOADING -> own ? new ClaimResult.Resumed(seen) : new ClaimResult.Busy(seen);
            case HELD -> own ? new ClaimResult.Resumed(seen) : new ClaimResult.Closed(seen);
            case INGESTED, REJECTED, FAILED, SUPERSEDED, GONE, IGNORED -> new ClaimResult.Closed(seen);
        };
    }

    private ClaimResult take(AuditRecord seen, AuditState to, String execution, String by, Duration lease) {
        Instant now = clock.instant();
        var change = new Change(seen.key(), seen.oid())
                .when("#state = :seenState AND #fence = :seenFence")
                .value(":seenState", text(seen.state().name()))
                .value(":seenFence", number(seen.fence()))
                .set(AuditItem.FENCE, number(seen.fence() + 1))
                .set(AuditItem.CLAIMANT, text(execution))
                .set(AuditItem.LEASE_UNTIL, text(AuditItem.time(now.plus(lease))))
                .moveTo(to, now, new HistoryEntry(now, to, seen.fence() + 1, by, null));
        return write(change)
                .<ClaimResult>map(ClaimResult.Claimed::new)
                // Somebody was faster: whoever it was holds it now.
                .orElseGet(() -> new ClaimResult.Busy(read(seen.key()).orElse(seen)));
    }

    @Override
    public MoveResult move(Claim claim, Move move, String by) {
        Instant now = clock.instant();
        var change = new Change(claim.key(), claim.objectId())
                .when("#fence = :claimFence")
                .value(":claimFence", number(claim.fence()))
                .whenStateIn(move.from())
                .moveTo(move.to(), now, new HistoryEntry(now, move.to(), claim.fence(), by, move.reason()));
        AuditItem.facts(move, now).forEach(change::set);
        if (move.to().terminal() || move.to().waiting()) {
            change.endLease();
        }
        Optional<AuditRecord> moved = write(change);
        if (moved.isPresent()) {
            return new MoveResult.Moved(moved.get());
        }
        AuditRecord current = read(claim.key()).orElseThrow(() -> new NoSuchObject(claim.objectId()));
        boolean before = current.fence() == claim.fence() && current.state() == move.to();
        return before ? new MoveResult.MovedBefore(current) : new MoveResult.Refused(current);
    }

    @Override
    public void noteNotice(AuditKey key, String notice) {
        dynamo.updateItem(u -> u.tableName(table)
                .key(AuditItem.key(key))
                .conditionExpression("attribute_exists(#pk)")
                .updateExpression("ADD #notices :notice")
                .expressionAttributeNames(Map.of("#pk", AuditItem.DATASET, "#notices", AuditItem.NOTICES))
                .expressionAttributeValues(
                        Map.of(":notice", AttributeValue.builder().ss(notice).build())));
    }

    /// Writes the change; empty when its condition does not hold.
    private Optional<AuditRecord> write(Change change) {
        try {
            return Optional.of(AuditItem.record(dynamo.updateItem(u -> u.tableName(table)
                            .key(AuditItem.key(change.key()))
                            .conditionExpression(change.condition())
                            .updateExpression(change.update())
                            .expressionAttributeNames(change.names())
                            .expressionAttributeValues(change.values())
                            .returnValues(ReturnValue.ALL_NEW))
                    .attributes()));
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }
}
