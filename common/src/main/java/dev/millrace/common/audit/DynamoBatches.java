package dev.millrace.common.audit;

import static dev.millrace.common.audit.AuditItem.number;
import static dev.millrace.common.audit.AuditItem.text;

import dev.millrace.common.identity.ObjectId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Batches in DynamoDB.
public final class DynamoBatches implements Batches {
    private final ItemStore store;
    private final Clock clock;

    public DynamoBatches(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    DynamoBatches(ItemStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
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
            Map<String, AttributeValue> item = DynamoBatchItem.begun(ref, executionArn, clock.instant());
            boolean written = store.write(List.of(
                    Write.Put.ifMissing(ItemKey.batch(ref), item),
                    Write.Put.ifMissing(ItemKey.lock(ref.dataset()), DynamoBatchItem.name(ref))));
            return written ? find(ref).map(Beginning.Begun::new) : Optional.empty();
        });
    }

    @Override
    public Optional<Batch> find(BatchRef ref) {
        Map<String, AttributeValue> item = store.get(ItemKey.batch(ref));
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
        Map<String, AttributeValue> item = store.get(ItemKey.page(ref, number));
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
        boolean written =
                store.write(List.of(Write.Put.ifMissing(ItemKey.page(ref, number), DynamoBatchItem.of(page))));
        return written ? page : page(ref, number).orElseThrow();
    }

    @Override
    public void mark(BatchRef ref, int number, BatchCounts counts) {
        var update = new Write.Update(ItemKey.page(ref, number));
        DynamoBatchItem.counts(counts).forEach(update::set);
        store.update(update);
    }

    @Override
    public Set<String> mayChangeTable(BatchRef ref) {
        ItemKey key = ItemKey.undo(ref.dataset());
        return Records.decide(() -> {
            AttributeValue known = store.get(key).get(DynamoBatchItem.UNDO);
            var all = new TreeSet<String>(known == null ? List.of() : known.ss());
            if (all.add(ref.batch())) {
                var item = Map.of(DynamoBatchItem.UNDO, AttributeValue.fromSs(List.copyOf(all)));
                Condition asRead =
                        known == null ? new Condition.Missing() : new Condition.Is(DynamoBatchItem.UNDO, known);
                if (!store.write(List.of(new Write.Put(key, item, List.of(asRead))))) {
                    return Optional.empty();
                }
            }
            all.remove(ref.batch());
            return Optional.of(Set.copyOf(all));
        });
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
        writes.add(new Write.Update(ItemKey.batch(ref))
                .when(new Condition.Is(AuditItem.STATE, text(BatchState.RUNNING.name())))
                .set(DynamoBatchItem.COMMITTED, AttributeValue.fromBool(true)));
        if (!store.write(writes)) {
            throw new IllegalStateException("Batch %s was closed before its job was done".formatted(ref));
        }
    }

    @Override
    public Batch close(BatchRef ref, BatchState state, BatchCounts counts, String reason) {
        Write.Update batch = new Write.Update(ItemKey.batch(ref))
                .when(new Condition.Is(AuditItem.STATE, text(BatchState.RUNNING.name())))
                .set(AuditItem.STATE, text(state.name()))
                .set(DynamoBatchItem.ENDED, text(AuditItem.time(clock.instant())));
        DynamoBatchItem.counts(counts).forEach(batch::set);
        var writes = new ArrayList<Write>();
        writes.add(batch);
        writes.add(new Write.Delete(ItemKey.lock(ref.dataset()), List.of(DynamoBatchItem.is(ref))));
        if (!reason.isEmpty()) {
            batch.set(AuditItem.REASON, text(AuditItem.cut(reason)));
        }
        if (state == BatchState.PARTIAL || state == BatchState.FAILED) {
            writes.add(new Write.Put(ItemKey.owed(ref), DynamoBatchItem.name(ref), List.of()));
        }
        store.write(writes);
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
        store.write(List.of(new Write.Delete(ItemKey.owed(ref), List.of())));
    }
}
