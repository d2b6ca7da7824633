package dev.millrace.audit.notes;

import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Notes in one item of the audit table.
public final class DynamoSweepNotes implements SweepNotes {
    private static final ItemKey KEY = new ItemKey("sweep#landing", "marker");
    private static final String SWEEPER = "sweeper";
    private static final String KEY_MARKER = "keyMarker";
    private static final String VERSION_MARKER = "versionIdMarker";
    private static final String PASS_BEFORE = "passBefore";
    private static final String PASS_FULL = "passFull";
    private static final String PASS_FAILED = "passFailed";
    private static final String KNOWN = "known";
    private static final String LAST_FULL = "lastFull";
    private static final String MARK = "mark";

    private final ItemStore store;
    private final Clock clock;

    public DynamoSweepNotes(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    public DynamoSweepNotes(ItemStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Pass> begin(String sweeper, Duration lease) {
        Instant now = clock.instant();
        Map<String, AttributeValue> item = store.get(KEY);
        AttributeValue until = item.get(Attributes.LEASE_UNTIL);
        if (until != null && Instant.parse(until.s()).isAfter(now)) {
            return Optional.empty();
        }
        var next = new HashMap<>(item);
        next.put(SWEEPER, text(sweeper));
        next.put(Attributes.LEASE_UNTIL, text(Attributes.time(now.plus(lease))));
        List<Condition> asRead = item.isEmpty()
                ? List.of(new Condition.Missing())
                : List.of(Condition.same(SWEEPER, item.get(SWEEPER)), Condition.same(Attributes.LEASE_UNTIL, until));
        return store.write(List.of(new Write.Put(KEY, next, asRead))) ? Optional.of(pass(item)) : Optional.empty();
    }

    private static Pass pass(Map<String, AttributeValue> item) {
        return new Pass(
                new Place(marker(item, KEY_MARKER), marker(item, VERSION_MARKER)),
                time(item, PASS_BEFORE),
                item.containsKey(PASS_FULL),
                time(item, PASS_FAILED),
                time(item, KNOWN),
                time(item, LAST_FULL));
    }

    private static @Nullable Instant time(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : Instant.parse(value.s());
    }

    private static @Nullable String marker(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    @Override
    public void end(String sweeper, Pass pass) {
        var item = new HashMap<String, AttributeValue>();
        item.put(SWEEPER, text(sweeper));
        put(item, KEY_MARKER, pass.place().key());
        put(item, VERSION_MARKER, pass.place().versionId());
        put(item, PASS_BEFORE, pass.before());
        put(item, PASS_FAILED, pass.failed());
        put(item, KNOWN, pass.known());
        put(item, LAST_FULL, pass.lastFull());
        if (pass.full()) {
            item.put(PASS_FULL, AttributeValue.fromBool(true));
        }
        store.write(List.of(new Write.Put(KEY, item, List.of(new Condition.Is(SWEEPER, text(sweeper))))));
    }

    private static void put(Map<String, AttributeValue> item, String name, @Nullable Object value) {
        if (value != null) {
            item.put(name, text(value instanceof Instant instant ? Attributes.time(instant) : value.toString()));
        }
    }

    @Override
    public List<String> mark(String part) {
        AttributeValue words = store.get(key(part)).get(MARK);
        return words == null
                ? List.of()
                : words.l().stream().map(AttributeValue::s).toList();
    }

    @Override
    public void mark(String part, List<String> words) {
        AttributeValue all =
                AttributeValue.fromL(words.stream().map(Attributes::text).toList());
        store.write(List.of(new Write.Put(key(part), Map.of(MARK, all), List.of())));
    }

    private static ItemKey key(String part) {
        return new ItemKey("sweep#" + part, "marker");
    }
}
