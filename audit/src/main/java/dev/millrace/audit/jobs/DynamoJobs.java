package dev.millrace.audit.jobs;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Wiring;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Jobs in DynamoDB: the record, a pointer to it by its run, and an entry among the open jobs, written together.
public final class DynamoJobs implements Jobs {
    private final ItemStore store;

    public DynamoJobs(DynamoDbClient dynamo, String table) {
        this(new DynamoItems(dynamo, table));
    }

    /// That of the audit table that the function is set up for.
    public static DynamoJobs connect(Wiring wiring) {
        return new DynamoJobs(DynamoItems.connect(wiring));
    }

    DynamoJobs(ItemStore store) {
        this.store = store;
    }

    @Override
    public Optional<Job> find(String job) {
        Map<String, AttributeValue> item = store.get(ItemKey.job(job));
        return item.isEmpty() ? Optional.empty() : Optional.of(DynamoJobItem.job(item));
    }

    @Override
    public Optional<String> ofRun(Engine engine, String runId) {
        Map<String, AttributeValue> pointer = store.get(ItemKey.run(engine.toString(), runId));
        return pointer.isEmpty()
                ? Optional.empty()
                : Optional.of(required(pointer, DynamoJobItem.JOB).s());
    }

    /// An answer that was lost may have been of a write that was made: then the record is as it was to be.
    @Override
    public Optional<Job> write(@Nullable Job seen, Job next) {
        String id = next.mark().job();
        var writes = new ArrayList<Write>();
        Condition asSeen = seen == null
                ? new Condition.Missing()
                : new Condition.Is(DynamoJobItem.REVISION, number(seen.revision()));
        writes.add(new Write.Put(ItemKey.job(id), DynamoJobItem.of(next), List.of(asSeen)));
        Run run = next.run();
        if (run != null && (seen == null || seen.run() == null)) {
            ItemKey key = ItemKey.run(next.engine().toString(), run.id());
            writes.add(new Write.Put(key, Map.of(DynamoJobItem.JOB, text(id)), List.of()));
        }
        boolean wasOpen = seen != null && seen.open();
        if (next.open() && !wasOpen) {
            writes.add(new Write.Put(ItemKey.openJob(id), Map.of(), List.of()));
        } else if (!next.open() && wasOpen) {
            writes.add(new Write.Delete(ItemKey.openJob(id), List.of()));
        }
        return store.write(writes) ? Optional.of(next) : find(id).filter(next::equals);
    }

    @Override
    public List<String> open() {
        return store.partition(ItemKey.OPEN_JOBS, "").stream()
                .map(item -> required(item, Attributes.OBJECT).s())
                .toList();
    }
}
