package dev.millrace.testing.aws;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.Template;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// DynamoDB with the one table of the template, as far as Millrace uses it. Its indexes show what the items were a
/// while ago. `ItemStoreBehaviour` holds it to AWS's own DynamoDB Local, which is slower by far.
public final class InMemoryDynamo extends JsonServer {
    /// DynamoDB sorts by the bytes of UTF-8, which is the order of code points, and not Java's order of texts.
    static final Comparator<String> UTF_8 = InMemoryDynamo::byCodePoints;

    private static final int MOST_WRITES = 100;
    private static final int MOST_BYTES = 400 * 1024;
    private static final int PAGE_BYTES = 1024 * 1024;
    private static final String TABLE = "AuditTable";

    private final String name;
    private final Clock clock;
    private final Keys keys;
    private final Map<String, Index> indexes = new HashMap<>();
    private final NavigableMap<Key, ObjectNode> items = new TreeMap<>();
    private final Queue<Change> changes = new ArrayDeque<>();
    private Supplier<Duration> lag = () -> Duration.ZERO;

    /// @param name of the table
    InMemoryDynamo(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        Map<String, Object> defined = Definition.READ;
        keys = Keys.of(defined);
        list(defined.get("GlobalSecondaryIndexes"))
                .forEach(index ->
                        indexes.put(String.valueOf(map(index).get("IndexName")), new Index(Keys.of(map(index)))));
    }

    /// The table's definition, read once.
    private static final class Definition {
        static final Map<String, Object> READ = Template.read().properties(TABLE);
    }

    /// The key attributes of a table or index.
    private record Keys(String partition, String sort) {
        static Keys of(Map<String, Object> defined) {
            List<String> names = list(defined.get("KeySchema")).stream()
                    .map(key -> String.valueOf(map(key).get("AttributeName")))
                    .toList();
            return new Keys(names.get(0), names.get(1));
        }

        Key of(JsonNode item) {
            return new Key(
                    item.required(partition).required("S").asText(),
                    item.required(sort).required("S").asText());
        }
    }

    private record Key(String partition, String sort) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byPartition = UTF_8.compare(partition, other.partition);
            return byPartition == 0 ? UTF_8.compare(sort, other.sort) : byPartition;
        }
    }

    /// An item's place in an index: several items may have the same keys there.
    private record Place(Key ofIndex, Key ofTable) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byIndex = ofIndex.compareTo(other.ofIndex);
            return byIndex == 0 ? ofTable.compareTo(other.ofTable) : byIndex;
        }
    }

    /// An index. Items that lack one of its keys are not in it.
    private record Index(Keys keys, NavigableMap<Place, ObjectNode> items) {
        Index(Keys keys) {
            this(keys, new TreeMap<>());
        }

        void change(Change change) {
            if (has(change.before())) {
                items.remove(new Place(keys.of(change.before()), change.key()));
            }
            if (has(change.after())) {
                items.put(new Place(keys.of(change.after()), change.key()), change.after());
            }
        }

        private boolean has(ObjectNode item) {
            return item.has(keys.partition()) && item.has(keys.sort());
        }

        /// Up to the next partition, which no text stands before.
        NavigableMap<Place, ObjectNode> partition(String partition) {
            Key none = new Key("", "");
            return items.subMap(
                    new Place(new Key(partition, ""), none),
                    true,
                    new Place(new Key(partition + '\0', ""), none),
                    false);
        }
    }

    /// @param seen when the indexes show it
    /// @param before empty when it was not there
    /// @param after empty when it is gone
    private record Change(Instant seen, Key key, ObjectNode before, ObjectNode after) {}

    private static int byCodePoints(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char one = a.charAt(i);
            char other = b.charAt(i);
            if (one != other) {
                boolean oneBeyond = Character.isSurrogate(one);
                return oneBeyond == Character.isSurrogate(other) ? one - other : oneBeyond ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /// How long after it happens each change is seen in the indexes, from now on.
    public synchronized void lagging(Supplier<Duration> by) {
        lag = by;
    }

    @Override
    ObjectNode carryOut(String operation, ObjectNode request) {
        return switch (operation) {
            case "GetItem" -> {
                requireHeeded(operation, request, "TableName", "Key", "ConsistentRead");
                yield answer("Item", item(request));
            }
            case "BatchGetItem" -> getAll(request);
            case "PutItem" -> {
                requireHeeded(
                        operation,
                        request,
                        "TableName",
                        "Item",
                        "ConditionExpression",
                        "ExpressionAttributeNames",
                        "ExpressionAttributeValues");
                yield one("Put", request);
            }
            case "UpdateItem" -> update(request);
            case "DeleteItem" -> {
                requireHeeded(
                        operation,
                        request,
                        "TableName",
                        "Key",
                        "ConditionExpression",
                        "ExpressionAttributeNames",
                        "ExpressionAttributeValues");
                yield one("Delete", request);
            }
            case "TransactWriteItems" -> transact(request);
            case "BatchWriteItem" -> writeAll(request);
            case "Query" -> query(request);
            case "Scan" -> {
                requireHeeded(operation, request, "TableName", "IndexName");
                requireTable(request);
                String index = request.path("IndexName").asText("");
                yield answer(
                        index.isEmpty() ? items.values() : index(index).items().values());
            }
            default -> throw notBuilt(operation);
        };
    }

    private ObjectNode item(JsonNode request) {
        requireTable(request);
        return items.getOrDefault(keys.of(request.required("Key")), object());
    }

    private void requireTable(JsonNode request) {
        if (!request.path("TableName").asText().equals(name)) {
            throw new Refusal("ResourceNotFoundException", "Cannot do operations on a non-existent table");
        }
    }

    private static ObjectNode answer(String field, ObjectNode item) {
        ObjectNode answer = object();
        if (!item.isEmpty()) {
            answer.set(field, item);
        }
        return answer;
    }

    private ObjectNode getAll(ObjectNode request) {
        requireHeeded("BatchGetItem", request, "RequestItems");
        JsonNode wanted = request.path("RequestItems").path(name).path("Keys");
        if (wanted.isEmpty()
                || wanted.size() > MOST_WRITES
                || request.path("RequestItems").size() != 1) {
            throw new Refusal("ValidationException", "Member must have length between 1 and " + MOST_WRITES);
        }
        ObjectNode answer = object();
        ArrayNode found = answer.putObject("Responses").putArray(name);
        Set<Key> asked = new HashSet<>();
        for (JsonNode key : wanted) {
            if (!asked.add(keys.of(key))) {
                throw new Refusal("ValidationException", "Provided list of item keys contains duplicates");
            }
            ObjectNode item = items.get(keys.of(key));
            if (item != null) {
                found.add(item);
            }
        }
        answer.putObject("UnprocessedKeys");
        return answer;
    }

    private ObjectNode one(String kind, ObjectNode write) {
        requireTable(write);
        if (!holds(kind, write)) {
            throw new Refusal("ConditionalCheckFailedException", "The conditional request failed");
        }
        put(key(kind, write), after(kind, write));
        return object();
    }

    private ObjectNode update(ObjectNode request) {
        requireHeeded(
                "UpdateItem",
                request,
                "TableName",
                "Key",
                "UpdateExpression",
                "ConditionExpression",
                "ExpressionAttributeNames",
                "ExpressionAttributeValues",
                "ReturnValues");
        one("Update", request);
        boolean asked = request.path("ReturnValues").asText().equals("ALL_NEW");
        return asked ? answer("Attributes", item(request)) : object();
    }

    private ObjectNode transact(ObjectNode request) {
        requireHeeded("TransactWriteItems", request, "TransactItems", "ClientRequestToken");
        JsonNode writes = request.path("TransactItems");
        if (writes.isEmpty() || writes.size() > MOST_WRITES) {
            throw new Refusal("ValidationException", "Member must have length between 1 and " + MOST_WRITES);
        }
        Set<Key> touched = new HashSet<>();
        boolean all = true;
        var reasons = new ArrayList<String>();
        for (JsonNode entry : writes) {
            Map.Entry<String, JsonNode> write = entry.properties().iterator().next();
            requireTable(write.getValue());
            if (!touched.add(key(write.getKey(), write.getValue()))) {
                throw new Refusal(
                        "ValidationException", "Transaction request cannot include multiple operations on one item");
            }
            boolean holds = holds(write.getKey(), write.getValue());
            reasons.add(holds ? "None" : "ConditionalCheckFailed");
            all &= holds;
        }
        if (!all) {
            throw new Refusal("TransactionCanceledException", "Transaction cancelled", answer -> {
                ArrayNode told = answer.putArray("CancellationReasons");
                reasons.forEach(reason -> told.addObject().put("Code", reason));
            });
        }
        var after = new TreeMap<Key, ObjectNode>();
        for (JsonNode entry : writes) {
            entry.properties()
                    .forEach(write ->
                            after.put(key(write.getKey(), write.getValue()), after(write.getKey(), write.getValue())));
        }
        after.forEach(this::put);
        return object();
    }

    private ObjectNode writeAll(ObjectNode request) {
        requireHeeded("BatchWriteItem", request, "RequestItems");
        for (JsonNode entry : request.path("RequestItems").path(name)) {
            JsonNode item = entry.path("PutRequest").path("Item");
            if (item.isMissingNode()) {
                throw notBuilt("BatchWriteItem with " + entry);
            }
            put(keys.of(item), (ObjectNode) item);
        }
        ObjectNode answer = object();
        answer.putObject("UnprocessedItems");
        return answer;
    }

    private Key key(String kind, JsonNode write) {
        return keys.of(write.required(kind.equals("Put") ? "Item" : "Key"));
    }

    private boolean holds(String kind, JsonNode write) {
        String condition = write.path("ConditionExpression").asText("");
        return condition.isEmpty()
                || new DynamoExpression(condition, write).holds(items.getOrDefault(key(kind, write), object()));
    }

    private ObjectNode after(String kind, JsonNode write) {
        ObjectNode before = items.getOrDefault(key(kind, write), object());
        ObjectNode after = switch (kind) {
            case "Put" -> (ObjectNode) write.required("Item");
            case "Delete" -> object();
            case "ConditionCheck" -> before;
            case "Update" -> {
                ObjectNode from = before.isEmpty() ? ((ObjectNode) write.required("Key")).deepCopy() : before;
                yield new DynamoExpression(write.required("UpdateExpression").asText(), write).updated(from);
            }
            default -> throw notBuilt("the write " + kind);
        };
        if (bytes(after) > MOST_BYTES) {
            throw new Refusal("ValidationException", "Item size has exceeded the maximum allowed size");
        }
        return after;
    }

    private void put(Key key, ObjectNode after) {
        ObjectNode before = after.isEmpty() ? items.remove(key) : items.put(key, after);
        changes.add(new Change(clock.instant().plus(lag.get()), key, before == null ? object() : before, after));
    }

    private ObjectNode query(ObjectNode request) {
        requireHeeded(
                "Query",
                request,
                "TableName",
                "IndexName",
                "ConsistentRead",
                "KeyConditionExpression",
                "ExpressionAttributeNames",
                "ExpressionAttributeValues",
                "ExclusiveStartKey");
        requireTable(request);
        String index = request.path("IndexName").asText("");
        if (!index.isEmpty() && request.path("ConsistentRead").asBoolean()) {
            throw new Refusal("ValidationException", "Consistent reads are not supported on global secondary indexes");
        }
        var condition =
                new DynamoExpression(request.required("KeyConditionExpression").asText(), request);
        String partition = condition.firstValue().required("S").asText();
        NavigableMap<Place, ObjectNode> places =
                index.isEmpty() ? places(partition) : index(index).partition(partition);
        JsonNode after = request.path("ExclusiveStartKey");
        Keys sorted = index.isEmpty() ? keys : index(index).keys();
        return page(
                (after.isMissingNode() ? places : places.tailMap(new Place(sorted.of(after), keys.of(after)), false))
                        .values().stream().filter(condition::holds),
                sorted);
    }

    private NavigableMap<Place, ObjectNode> places(String partition) {
        var places = new TreeMap<Place, ObjectNode>();
        for (Map.Entry<Key, ObjectNode> e :
                items.tailMap(new Key(partition, ""), true).entrySet()) {
            if (!e.getKey().partition().equals(partition)) {
                break;
            }
            places.put(new Place(e.getKey(), e.getKey()), e.getValue());
        }
        return places;
    }

    /// As much as an answer has room for.
    private ObjectNode page(Stream<ObjectNode> found, Keys sorted) {
        var page = new ArrayList<ObjectNode>();
        int bytes = 0;
        for (Iterator<ObjectNode> all = found.iterator(); all.hasNext(); ) {
            ObjectNode item = all.next();
            page.add(item);
            bytes += bytes(item);
            if (bytes > PAGE_BYTES && all.hasNext()) {
                ObjectNode answer = answer(page);
                ObjectNode last = answer.putObject("LastEvaluatedKey");
                Stream.of(keys.partition(), keys.sort(), sorted.partition(), sorted.sort())
                        .forEach(key -> last.set(key, item.required(key)));
                return answer;
            }
        }
        return answer(page);
    }

    /// How much an item weighs: its names and its values.
    private static int bytes(JsonNode value) {
        int bytes = value.asText("").length();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            bytes += field.getKey().length() + bytes(field.getValue());
        }
        if (value.isArray()) {
            for (JsonNode member : value) {
                bytes += bytes(member);
            }
        }
        return bytes;
    }

    private static ObjectNode answer(Collection<ObjectNode> found) {
        ObjectNode answer = object();
        found.forEach(answer.putArray("Items")::add);
        return answer.put("Count", found.size()).put("ScannedCount", found.size());
    }

    private Index index(String index) {
        Instant now = clock.instant();
        while (!changes.isEmpty() && !changes.element().seen().isAfter(now)) {
            Change change = changes.remove();
            indexes.values().forEach(each -> each.change(change));
        }
        Index known = indexes.get(index);
        if (known == null) {
            throw new Refusal("ValidationException", "The table does not have the specified index: " + index);
        }
        return known;
    }
}
