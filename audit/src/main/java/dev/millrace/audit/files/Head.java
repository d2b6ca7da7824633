package dev.millrace.audit.files;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Adapter;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The head item of a key, as it was read: the newest version that was recorded, the newest one that was ingested to
/// replace others, and the one that holds the key where no other may come (`refuse`).
@Adapter("DynamoDB")
public final class Head {
    private static final String LATEST = "latestOrder";
    private static final String VERSIONS = "versions";
    private static final String SEQUENCED = "sequenced";
    private static final String INGESTED_ORDER = "ingestedOrder";
    private static final String INGESTED = "ingestedOid";
    private static final String HOLDER = "holderOid";

    private final ItemKey key;
    private final Map<String, AttributeValue> item;

    private Head(ItemKey key, Map<String, AttributeValue> item) {
        this.key = key;
        this.item = item;
    }

    public static Head read(ItemStore store, ObjectVersion version) {
        ItemKey key = ItemKey.head(version.bucket(), version.key());
        return new Head(key, store.get(key));
    }

    /// The order of the newest version that was ingested to replace others; empty when there is none.
    public Optional<VersionOrder> ingested() {
        return Optional.ofNullable(item.get(INGESTED_ORDER)).map(v -> new VersionOrder(v.s()));
    }

    /// Who holds the key; empty when nobody ever did.
    public Optional<ObjectId> holder() {
        return Optional.ofNullable(item.get(HOLDER)).map(v -> new ObjectId(v.s()));
    }

    /// Whether no version of the key was recorded yet.
    boolean isNew() {
        return item.isEmpty();
    }

    /// Whether each recorded version has a sequencer of S3, by which a further one that has one finds its place. Not so
    /// where that was not written down.
    boolean allSequenced() {
        return item.containsKey(VERSIONS) && item.get(VERSIONS).equals(item.get(SEQUENCED));
    }

    /// Writes down that a version was recorded, unless another one was since the head was read.
    ///
    /// @param sequenced whether it has a sequencer
    Write seen(VersionOrder order, boolean sequenced) {
        if (item.isEmpty()) {
            return Write.Put.ifMissing(
                    key, Map.of(LATEST, text(order.text()), VERSIONS, number(1), SEQUENCED, number(sequenced ? 1 : 0)));
        }
        @Nullable AttributeValue versions = item.get(VERSIONS);
        Write.Update update = new Write.Update(key)
                .when(Condition.same(VERSIONS, versions))
                .set(VERSIONS, number(versions == null ? 1 : Long.parseLong(versions.n()) + 1));
        if (sequenced && item.containsKey(SEQUENCED)) {
            update.set(
                    SEQUENCED,
                    number(Long.parseLong(Attributes.required(item, SEQUENCED).n()) + 1));
        }
        AttributeValue latest = item.get(LATEST);
        boolean newest = latest == null || latest.s().compareTo(order.text()) < 0;
        return newest ? update.set(LATEST, text(order.text())) : update;
    }

    /// Writes down that a version is ingested and replaces the others.
    public Write ingest(AuditRecord record) {
        return put(
                Map.of(
                        INGESTED_ORDER, text(record.order().text()),
                        INGESTED, text(record.oid().hex())),
                INGESTED);
    }

    /// Writes down that a version holds the key.
    public Write hold(AuditRecord record) {
        return put(Map.of(HOLDER, text(record.oid().hex())), HOLDER);
    }

    private Write put(Map<String, AttributeValue> values, String guarded) {
        if (item.isEmpty()) {
            return Write.Put.ifMissing(key, values);
        }
        @Nullable AttributeValue before = item.get(guarded);
        Write.Update update = new Write.Update(key).when(Condition.same(guarded, before));
        values.forEach(update::set);
        return update;
    }
}
