package dev.millrace.audit.items;

import dev.millrace.base.clients.Wiring;
import dev.millrace.base.snapshots.BeforeSnapshot;
import dev.millrace.faults.ServiceFault;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The items in DynamoDB. Several writes are one transaction; a single one is a plain conditional request, which
/// costs half.
public final class DynamoItems implements ItemStore {
    /// Copies of a snapshot of a function begin alike with any other source of randomness (Lambda developer guide,
    /// "Uniqueness with SnapStart").
    private static final SecureRandom RANDOM = new SecureRandom();

    /// BatchGetItem takes at most this many.
    private static final int BATCH = 100;

    private static final int ATTEMPTS = 6;

    /// Reasons of a cancelled transaction that pass (DynamoDB API reference, "TransactWriteItems").
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoItems(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        BeforeSnapshot.warm("The audit table", () -> get(ItemKey.NONE));
    }

    /// Those of the audit table that the function is set up for.
    public static DynamoItems connect(Wiring wiring) {
        return new DynamoItems(wiring.client(DynamoDbClient.builder()), wiring.setting("AUDIT_TABLE"));
    }

    @Override
    public Map<String, AttributeValue> get(ItemKey key) {
        return dynamo.getItem(g -> g.tableName(table).key(key.attributes()).consistentRead(true))
                .item();
    }

    @Override
    public List<Map<String, AttributeValue>> getAll(Collection<ItemKey> keys) {
        var found = new ArrayList<Map<String, AttributeValue>>();
        var all = keys.stream().distinct().map(ItemKey::attributes).toList();
        for (int from = 0; from < all.size(); from += BATCH) {
            getBatch(all.subList(from, Math.min(from + BATCH, all.size())), found);
        }
        return found;
    }

    private void getBatch(List<Map<String, AttributeValue>> keys, List<Map<String, AttributeValue>> found) {
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        for (int attempt = 1; !wanted.isEmpty(); attempt++) {
            Map<String, KeysAndAttributes> request = wanted;
            BatchGetItemResponse answer = dynamo.batchGetItem(b -> b.requestItems(request));
            found.addAll(answer.responses().getOrDefault(table, List.of()));
            wanted = answer.unprocessedKeys();
            if (!wanted.isEmpty()) {
                waitBefore(attempt, "DynamoDB leaves keys of a batch unread");
            }
        }
    }

    @Override
    public Optional<Map<String, AttributeValue>> update(Write.Update update) {
        var e = new Expressions(update);
        try {
            return Optional.of(dynamo.updateItem(u -> u.tableName(table)
                            .key(update.key().attributes())
                            .updateExpression(e.update())
                            .conditionExpression(e.condition())
                            .expressionAttributeNames(e.names())
                            .expressionAttributeValues(e.values())
                            .returnValues(ReturnValue.ALL_NEW))
                    .attributes());
        } catch (ConditionalCheckFailedException refused) {
            return Optional.empty();
        }
    }

    @Override
    public boolean write(List<? extends Write> writes) {
        try {
            return writes.size() == 1 ? writeOne(writes.getFirst()) : transact(writes);
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private boolean writeOne(Write write) {
        var e = new Expressions(write);
        switch (write) {
            case Write.Put put ->
                dynamo.putItem(p -> p.tableName(table)
                        .item(put.item())
                        .conditionExpression(e.condition())
                        .expressionAttributeNames(e.names())
                        .expressionAttributeValues(e.values()));
            case Write.Update update -> {
                return update(update).isPresent();
            }
            case Write.Delete delete ->
                dynamo.deleteItem(d -> d.tableName(table)
                        .key(delete.key().attributes())
                        .conditionExpression(e.condition())
                        .expressionAttributeNames(e.names())
                        .expressionAttributeValues(e.values()));
            case Write.Check check -> {
                return transact(List.of(check));
            }
        }
        return true;
    }

    /// Others may be writing the same items at this moment; that passes.
    private boolean transact(List<? extends Write> writes) {
        List<TransactWriteItem> items = writes.stream().map(this::transactItem).toList();
        for (int attempt = 1; ; attempt++) {
            try {
                dynamo.transactWriteItems(t -> t.transactItems(items));
                return true;
            } catch (TransactionCanceledException e) {
                if (has(e, "ConditionalCheckFailed")) {
                    return false;
                }
                if (e.cancellationReasons().stream().noneMatch(reason -> PASSING.contains(reason.code()))) {
                    throw e;
                }
                waitBefore(attempt, "Others keep writing the same items of the audit table, or it is throttled");
            }
        }
    }

    private static boolean has(TransactionCanceledException e, String code) {
        return e.cancellationReasons().stream().map(CancellationReason::code).anyMatch(code::equals);
    }

    private TransactWriteItem transactItem(Write write) {
        var e = new Expressions(write);
        var item = TransactWriteItem.builder();
        return switch (write) {
            case Write.Put put ->
                item.put(p -> p.tableName(table)
                                .item(put.item())
                                .conditionExpression(e.condition())
                                .expressionAttributeNames(e.names())
                                .expressionAttributeValues(e.values()))
                        .build();
            case Write.Update update ->
                item.update(u -> u.tableName(table)
                                .key(update.key().attributes())
                                .updateExpression(e.update())
                                .conditionExpression(e.condition())
                                .expressionAttributeNames(e.names())
                                .expressionAttributeValues(e.values()))
                        .build();
            case Write.Delete delete ->
                item.delete(d -> d.tableName(table)
                                .key(delete.key().attributes())
                                .conditionExpression(e.condition())
                                .expressionAttributeNames(e.names())
                                .expressionAttributeValues(e.values()))
                        .build();
            case Write.Check check ->
                item.conditionCheck(c -> c.tableName(table)
                                .key(check.key().attributes())
                                .conditionExpression(e.condition())
                                .expressionAttributeNames(e.names())
                                .expressionAttributeValues(e.values()))
                        .build();
        };
    }

    private static void waitBefore(int attempt, String why) {
        if (attempt >= ATTEMPTS) {
            throw new ServiceFault(why + ". It is tried again.");
        }
        try {
            Thread.sleep(RANDOM.nextLong(10L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFault(why, e);
        }
    }

    @Override
    public List<Map<String, AttributeValue>> partition(String dataset, String objectPrefix) {
        var names = Map.of("#d", Attributes.DATASET, "#o", Attributes.OBJECT);
        var values = Map.of(":d", Attributes.text(dataset), ":o", Attributes.text(objectPrefix));
        boolean all = objectPrefix.isEmpty();
        var request = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(all ? "#d = :d" : "#d = :d AND begins_with(#o, :o)")
                .expressionAttributeNames(all ? Map.of("#d", Attributes.DATASET) : names)
                .expressionAttributeValues(all ? Map.of(":d", Attributes.text(dataset)) : values)
                .build();
        return dynamo.queryPaginator(request).items().stream().toList();
    }

    @Override
    public Stream<Map<String, AttributeValue>> index(IndexName index, String partition, Instant from, Instant to) {
        var request = QueryRequest.builder()
                .tableName(table)
                .indexName(index.text())
                .keyConditionExpression("#p = :p AND #t BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#p", index.partition(), "#t", Attributes.TIME))
                .expressionAttributeValues(Map.of(
                        ":p", Attributes.text(partition),
                        ":from", Attributes.text(Attributes.time(from)),
                        ":to", Attributes.text(Attributes.time(to))))
                .build();
        return dynamo.queryPaginator(request).items().stream();
    }
}
