package dev.millrace.audit.batches;

import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Wiring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Tries in DynamoDB: one item a dataset.
public final class DynamoBatchTries implements BatchTries {
    private static final String WINDOW = "window";
    private static final String LAST = "last";
    private static final String BATCHES = "batches";
    private static final String TOLD = "told";

    private final ItemStore store;

    public DynamoBatchTries(DynamoDbClient dynamo, String table) {
        this(new DynamoItems(dynamo, table));
    }

    /// That of the audit table that the function is set up for.
    public static DynamoBatchTries connect(Wiring wiring) {
        return new DynamoBatchTries(DynamoItems.connect(wiring));
    }

    DynamoBatchTries(ItemStore store) {
        this.store = store;
    }

    @Override
    public Optional<Tries> of(String dataset) {
        Map<String, AttributeValue> item = store.get(ItemKey.tries(dataset));
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tries(
                        Instant.parse(required(item, WINDOW).s()),
                        Instant.parse(required(item, LAST).s()),
                        Set.copyOf(required(item, BATCHES).ss()),
                        required(item, TOLD).bool()));
    }

    @Override
    public boolean write(String dataset, Optional<Tries> seen, Tries now) {
        Condition asSeen = seen.<Condition>map(tries -> new Condition.Is(LAST, time(tries.last())))
                .orElseGet(Condition.Missing::new);
        return store.write(List.of(new Write.Put(
                ItemKey.tries(dataset),
                Map.of(
                        WINDOW, time(now.window()),
                        LAST, time(now.last()),
                        BATCHES,
                                AttributeValue.fromSs(
                                        now.batches().stream().sorted().toList()),
                        TOLD, AttributeValue.fromBool(now.told())),
                List.of(asSeen))));
    }

    private static AttributeValue time(Instant time) {
        return text(Attributes.time(time));
    }

    @Override
    public void forget(String dataset) {
        store.write(List.of(new Write.Delete(ItemKey.tries(dataset), List.of())));
    }
}
