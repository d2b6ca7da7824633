package dev.millrace.common.audit;

import static dev.millrace.common.audit.AuditItem.text;

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

    private final ItemStore store;
    private final Clock clock;

    public DynamoSweepNotes(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    DynamoSweepNotes(ItemStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Place> begin(String sweeper, Duration lease) {
        Instant now = clock.instant();
        Map<String, AttributeValue> item = store.get(KEY);
        AttributeValue until = item.get(AuditItem.LEASE_UNTIL);
        if (until != null && Instant.parse(until.s()).isAfter(now)) {
            return Optional.empty();
        }
        var next = new HashMap<>(item);
        next.put(SWEEPER, text(sweeper));
        next.put(AuditItem.LEASE_UNTIL, text(AuditItem.time(now.plus(lease))));
        List<Condition> asRead = item.isEmpty()
                ? List.of(new Condition.Missing())
                : List.of(Condition.same(SWEEPER, item.get(SWEEPER)), Condition.same(AuditItem.LEASE_UNTIL, until));
        return store.write(List.of(new Write.Put(KEY, next, asRead)))
                ? Optional.of(new Place(marker(item, KEY_MARKER), marker(item, VERSION_MARKER)))
                : Optional.empty();
    }

    private static @Nullable String marker(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    @Override
    public void end(String sweeper, Place place) {
        var item = new HashMap<String, AttributeValue>();
        item.put(SWEEPER, text(sweeper));
        if (place.key() != null) {
            item.put(KEY_MARKER, text(place.key()));
        }
        if (place.versionId() != null) {
            item.put(VERSION_MARKER, text(place.versionId()));
        }
        store.write(List.of(new Write.Put(KEY, item, List.of(new Condition.Is(SWEEPER, text(sweeper))))));
    }
}
