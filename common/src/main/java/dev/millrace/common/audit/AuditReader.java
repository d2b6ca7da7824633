package dev.millrace.common.audit;

import static dev.millrace.common.audit.AuditItem.text;

import dev.millrace.common.identity.ObjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The audit table as people read it: by key conditions alone, never by a scan. The indexes lag behind the table by
/// moments, so this is for showing, not for deciding. Lists come newest change first.
public final class AuditReader {
    private static final String SHARDS = "0123456789abcdef";

    private final DynamoDbClient dynamo;
    private final String table;

    public AuditReader(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The record of an object, read consistently.
    public Optional<AuditRecord> byId(ObjectId oid) {
        return new DynamoAuditTable(dynamo, table, Clock.systemUTC()).find(oid);
    }

    /// The records of a state that changed at or after a time.
    public List<AuditRecord> byState(AuditState state, Instant since) {
        var found = new ArrayList<AuditRecord>();
        SHARDS.chars()
                .forEach(shard -> found.addAll(index("by-state", "stateShard", state + "#" + (char) shard, since)));
        return newestFirst(found);
    }

    /// The records of a dataset (its partition, such as `on-arrival/airports`) in a state that changed at or after a
    /// time.
    public List<AuditRecord> byDataset(String partition, AuditState state, Instant since) {
        return newestFirst(index("by-dataset", "datasetState", partition + "#" + state, since));
    }

    /// The records of objects that arrived on a day (UTC).
    public List<AuditRecord> byDay(LocalDate day) {
        var found = new ArrayList<AuditRecord>();
        SHARDS.chars()
                .forEach(shard -> found.addAll(index("by-day", "dayShard", day + "#" + (char) shard, Instant.EPOCH)));
        return newestFirst(found);
    }

    /// The records of all versions of a key in a partition, read consistently.
    public List<AuditRecord> byKey(String partition, String bucket, String key) {
        var request = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#d = :d AND begins_with(#o, :o)")
                .expressionAttributeNames(Map.of("#d", AuditItem.DATASET, "#o", AuditItem.OBJECT))
                .expressionAttributeValues(
                        Map.of(":d", text(partition), ":o", text(AuditKey.sortKeyPrefix(bucket, key))))
                .build();
        return newestFirst(query(request).stream()
                .filter(r ->
                        r.version().bucket().equals(bucket) && r.version().key().equals(key))
                .toList());
    }

    private List<AuditRecord> index(String index, String attribute, String value, Instant since) {
        return query(QueryRequest.builder()
                .tableName(table)
                .indexName(index)
                .keyConditionExpression("#p = :p AND #t >= :t")
                .expressionAttributeNames(Map.of("#p", attribute, "#t", AuditItem.TIME))
                .expressionAttributeValues(Map.of(":p", text(value), ":t", text(AuditItem.time(since))))
                .build());
    }

    private List<AuditRecord> query(QueryRequest request) {
        return dynamo.queryPaginator(request).items().stream()
                .map((Map<String, AttributeValue> item) -> AuditItem.record(item))
                .toList();
    }

    private static List<AuditRecord> newestFirst(List<AuditRecord> records) {
        return records.stream()
                .sorted(Comparator.comparing(AuditRecord::time).reversed())
                .toList();
    }
}
