package dev.millrace.audit.batches;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.files.Records;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Batches in DynamoDB.
public final class DynamoBatches implements Batches {
    private final ItemStore store;
    private final Clock clock;
    private final DynamoUndo undo;

    public DynamoBatches(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    /// That of the audit table that the function is set up for.
    public static DynamoBatches connect(Wiring wiring) {
        return new DynamoBatches(DynamoItems.connect(wiring), wiring.clock());
    }

    DynamoBatches(ItemStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.undo = new DynamoUndo(store);
    }

    @Override
    public Beginning begin(BatchRef ref, String executionArn) {
        return Records.decide(() -> {
            Optional<Batch> there = find(ref);
            if (there.isPresent()) {
                Batch batch = there.get();
                return Optional.of(batch.state().terminal() ? new Beginning.Over(batch) : new Beginning.Begun(batch));
            }
            Optional<Batch> holder = running(ref.dataset());
            if (holder.isPresent()) {
                return Optional.of(new Beginning.Busy(holder.get()));
            }
            Map<String, AttributeValue> counter = store.get(ItemKey.fence(ref.dataset()));
            long fence = DynamoBatchItem.latestFence(counter) + 1;
            Map<String, AttributeValue> item = DynamoBatchItem.begun(ref, executionArn, fence, clock.instant());
            boolean written = store.write(List.of(
                    Write.Put.ifMissing(ItemKey.batch(ref.dataset(), ref.batch()), item),
                    Write.Put.ifMissing(ItemKey.lock(ref.dataset()), DynamoBatchItem.name(ref)),
                    new Write.Put(
                            ItemKey.fence(ref.dataset()),
                            DynamoBatchItem.fence(fence),
                            List.of(Condition.asRead(Attributes.FENCE, counter)))));
            return written ? find(ref).map(Beginning.Begun::new) : Optional.empty();
        });
    }

    @Override
    public Optional<Batch> find(BatchRef ref) {
        Map<String, AttributeValue> item = store.get(ItemKey.batch(ref.dataset(), ref.batch()));
        return item.isEmpty() ? Optional.empty() : Optional.of(DynamoBatchItem.batch(item));
    }

    @Override
    public Optional<Batch> running(String dataset) {
        Map<String, AttributeValue> lock = store.get(ItemKey.lock(dataset));
        return lock.isEmpty() ? Optional.empty() : find(DynamoBatchItem.ref(lock));
    }

    @Override
    public List<Batch> of(String dataset) {
        return store.partition(ItemKey.batches(dataset), "").stream()
                .filter(item -> item.containsKey(DynamoBatchItem.BEGAN))
                .map(DynamoBatchItem::batch)
                .sorted(Comparator.comparing(Batch::began).reversed())
                .toList();
    }

    @Override
    public Optional<BatchPage> page(BatchRef ref, int number) {
        Map<String, AttributeValue> item = store.get(ItemKey.page(ref.dataset(), ref.batch(), number));
        return item.isEmpty() ? Optional.empty() : Optional.of(DynamoBatchItem.page(item));
    }

    @Override
    public List<BatchPage> pages(BatchRef ref) {
        return BatchPage.eachFileInItsLast(
                store.partition(ItemKey.batches(ref.dataset()), ref.batch() + ItemKey.PAGE).stream()
                        .map(DynamoBatchItem::page)
                        .sorted(Comparator.comparingInt(BatchPage::number))
                        .toList());
    }

    @Override
    public BatchPage write(BatchRef ref, int number, List<ObjectId> files) {
        var page = new BatchPage(number, files, false, BatchCounts.NONE);
        boolean written = store.write(List.of(
                Write.Put.ifMissing(ItemKey.page(ref.dataset(), ref.batch(), number), DynamoBatchItem.of(page))));
        return written ? page : page(ref, number).orElseThrow();
    }

    @Override
    public void mark(BatchRef ref, int number, BatchCounts counts) {
        var update = new Write.Update(ItemKey.page(ref.dataset(), ref.batch(), number));
        DynamoBatchItem.counts(counts).forEach(update::set);
        store.update(update);
    }

    @Override
    public Set<String> mayChangeTable(BatchRef ref) {
        return undo.add(ref);
    }

    @Override
    public List<Batch> toUndo(String dataset) {
        return undo.of(dataset);
    }

    @Override
    public void undone(BatchRef ref) {
        undo.remove(ref);
    }

    @Override
    public void commit(BatchRef ref) {
        commit(ref, List.of(new Write.Delete(ItemKey.undo(ref.dataset()), List.of())));
    }

    @Override
    public void commitUnchanged(BatchRef ref) {
        commit(ref, List.of());
    }

    private void commit(BatchRef ref, List<Write> others) {
        var writes = new ArrayList<Write>(others);
        writes.add(running(ref)
                .when(new Condition.Lacks(DynamoBatchItem.GIVEN_UP))
                .set(DynamoBatchItem.COMMITTED, AttributeValue.fromBool(true)));
        if (!store.write(writes)) {
            throw new IllegalStateException("Batch %s was closed before its job was done".formatted(ref));
        }
    }

    private static Write.Update running(BatchRef ref) {
        return new Write.Update(ItemKey.batch(ref.dataset(), ref.batch()))
                .when(new Condition.Is(Attributes.STATE, text(BatchState.RUNNING.name())));
    }

    @Override
    public Batch giveUp(BatchRef ref) {
        store.write(List.of(running(ref)
                .when(new Condition.Lacks(DynamoBatchItem.COMMITTED))
                .set(DynamoBatchItem.GIVEN_UP, AttributeValue.fromBool(true))));
        return require(ref);
    }

    @Override
    public Batch close(BatchRef ref, BatchState state, BatchCounts counts, String reason) {
        Write.Update batch = running(ref)
                .set(Attributes.STATE, text(state.name()))
                .set(DynamoBatchItem.ENDED, text(Attributes.time(clock.instant())));
        DynamoBatchItem.counts(counts).forEach(batch::set);
        if (state == BatchState.FAILED) {
            batch.when(new Condition.Lacks(DynamoBatchItem.COMMITTED));
        }
        var writes = new ArrayList<Write>();
        writes.add(batch);
        writes.add(new Write.Delete(ItemKey.lock(ref.dataset()), List.of(DynamoBatchItem.is(ref))));
        if (!reason.isEmpty()) {
            batch.set(Attributes.REASON, text(Attributes.cut(reason)));
        }
        if (state == BatchState.PARTIAL || state == BatchState.FAILED) {
            writes.add(new Write.Put(ItemKey.owed(ref.dataset(), ref.batch()), DynamoBatchItem.name(ref), List.of()));
        }
        store.write(writes);
        return require(ref);
    }

    private Batch require(BatchRef ref) {
        return find(ref).orElseThrow(() -> new IllegalStateException("There is no batch " + ref));
    }

    @Override
    public List<BatchRef> owed() {
        return store.partition(ItemKey.OWED_BATCHES, "").stream()
                .map(DynamoBatchItem::ref)
                .toList();
    }

    @Override
    public void told(BatchRef ref) {
        store.write(List.of(new Write.Delete(ItemKey.owed(ref.dataset(), ref.batch()), List.of())));
    }
}
