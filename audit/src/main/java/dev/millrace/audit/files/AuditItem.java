package dev.millrace.audit.files;

import static dev.millrace.audit.items.Attributes.CLAIMANT;
import static dev.millrace.audit.items.Attributes.DATASET;
import static dev.millrace.audit.items.Attributes.DATASET_STATE;
import static dev.millrace.audit.items.Attributes.DAY_SHARD;
import static dev.millrace.audit.items.Attributes.EXECUTION_ARN;
import static dev.millrace.audit.items.Attributes.FAILING_SINCE;
import static dev.millrace.audit.items.Attributes.FENCE;
import static dev.millrace.audit.items.Attributes.HISTORY;
import static dev.millrace.audit.items.Attributes.LEASE_UNTIL;
import static dev.millrace.audit.items.Attributes.LINKED_TO;
import static dev.millrace.audit.items.Attributes.NOTICES;
import static dev.millrace.audit.items.Attributes.OBJECT;
import static dev.millrace.audit.items.Attributes.ORDER;
import static dev.millrace.audit.items.Attributes.OWED;
import static dev.millrace.audit.items.Attributes.REASON;
import static dev.millrace.audit.items.Attributes.RELEASED_AS;
import static dev.millrace.audit.items.Attributes.REMARKS;
import static dev.millrace.audit.items.Attributes.REMARKS_KEY;
import static dev.millrace.audit.items.Attributes.REPLACES;
import static dev.millrace.audit.items.Attributes.REPLAYS;
import static dev.millrace.audit.items.Attributes.ROWS_MAY_BE_IN;
import static dev.millrace.audit.items.Attributes.ROWS_SET_ASIDE;
import static dev.millrace.audit.items.Attributes.STATE;
import static dev.millrace.audit.items.Attributes.STATE_SHARD;
import static dev.millrace.audit.items.Attributes.TIME;
import static dev.millrace.audit.items.Attributes.WAITS_FOR;
import static dev.millrace.audit.items.Attributes.WAIVED;
import static dev.millrace.audit.items.Attributes.cut;
import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.optional;
import static dev.millrace.audit.items.Attributes.putText;
import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;
import static dev.millrace.audit.items.Attributes.time;

import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Adapter;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.faults.UnreadableRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An audit record as an item of the table, and back. The names and forms here are fixed (docs/decisions/0003).
@Adapter("DynamoDB")
public final class AuditItem {
    private AuditItem() {}

    /// The guard item: it says that this object was recorded, for ever, and where.
    static Map<String, AttributeValue> guard(NewRecord created) {
        return Map.of(
                "recordDataset", text(created.key().dataset()),
                "recordObject", text(created.key().object()));
    }

    /// The object that a guard item is of.
    static ObjectId guardedObject(Map<String, AttributeValue> guard) {
        return new ObjectId(required(guard, DATASET).s().substring("oid#".length()));
    }

    static AuditKey guarded(Map<String, AttributeValue> guard) {
        return new AuditKey(
                required(guard, "recordDataset").s(),
                required(guard, "recordObject").s());
    }

    public static Map<String, AttributeValue> of(NewRecord created, Instant now) {
        var item = new HashMap<>(key(created.key()).attributes());
        ObjectId oid = created.version().id();
        item.put("oid", text(oid.hex()));
        item.put("bucket", text(created.version().bucket()));
        item.put("key", text(created.version().key()));
        item.put("versionId", text(created.version().versionId()));
        item.put(STATE, text(created.state().name()));
        item.put(STATE_SHARD, text(created.state() + "#" + oid.shard()));
        item.put(DATASET_STATE, text(created.key().dataset() + "#" + created.state()));
        item.put(DAY_SHARD, text(created.arrived().atOffset(ZoneOffset.UTC).toLocalDate() + "#" + oid.shard()));
        item.put(TIME, text(time(now)));
        item.put("arrived", text(time(created.arrived())));
        item.put("size", number(created.size()));
        item.put(FENCE, number(0));
        item.put(ORDER, text(created.order().text()));
        putText(item, "etag", created.etag());
        putText(item, "sequencer", created.sequencer());
        putText(item, "uploader", created.uploader());
        putText(item, EXECUTION_ARN, created.executionArn());
        putText(item, REASON, created.reason());
        putText(item, LINKED_TO, created.linkedTo());
        putText(item, REPLACES, created.replaces());
        if (created.replaces() != null) {
            item.put(WAIVED, AttributeValue.fromBool(true));
        }
        var first = new HistoryEntry(now, created.state(), 0, "start-ingestion", created.reason());
        item.put(HISTORY, AttributeValue.fromL(List.of(entry(first))));
        return item;
    }

    /// The attributes that a move sets beside state, time and history.
    ///
    /// @param fence of the claim that moves
    static Map<String, AttributeValue> facts(Move move, long fence, Instant now) {
        var facts = new HashMap<String, AttributeValue>();
        String reason = move.reason();
        if (reason != null) {
            facts.put(REASON, text(cut(reason)));
        }
        if (move.notice() != null) {
            facts.put(OWED, text(move.notice().mark(fence)));
        }
        switch (move) {
            case Move.Validated m -> {
                facts.put("rows", number(m.rows()));
                facts.put("contentSha256", text(m.contentSha256()));
                facts.put("contract", contract(m.contract()));
                put(facts, m.remarks());
            }
            case Move.Refused m -> {
                facts.put("findings", number(m.findings()));
                facts.put("findingsKey", text(m.findingsKey()));
                putText(facts, "contentSha256", m.contentSha256());
                if (m.contract() != null) {
                    facts.put("contract", contract(m.contract()));
                }
            }
            case Move.LoadStarted m -> {
                facts.put(LEASE_UNTIL, text(time(now.plus(m.lease()))));
                facts.put(ROWS_MAY_BE_IN, AttributeValue.fromBool(true));
            }
            case Move.Ingested m -> {
                facts.put("rows", number(m.rows()));
                put(facts, m.remarks());
            }
            case Move.SetAside m -> putText(facts, "failedKey", m.failedKey());
            case Move.Held m -> {}
            case Move.Waits m -> facts.put(WAITS_FOR, text(m.controlKey()));
            case Move.Applied m -> facts.put("contract", contract(m.contract()));
            case Move.Ignored m -> {}
            case Move.Superseded m -> {}
            case Move.NotValidated m -> {}
            case Move.Vanished m -> {}
            case Move.Failed m -> {}
            case Move.FailedWithBatch m -> {}
        }
        return facts;
    }

    private static void put(Map<String, AttributeValue> facts, @Nullable Remarks remarks) {
        if (remarks != null) {
            facts.put(ROWS_SET_ASIDE, number(remarks.rowsSetAside()));
            facts.put(REMARKS, number(remarks.findings()));
            putText(facts, REMARKS_KEY, remarks.reportKey());
        }
    }

    /// The record that an item holds.
    ///
    /// @throws UnreadableRecord when an attribute is missing, or is none that this release writes
    public static AuditRecord record(Map<String, AttributeValue> item) {
        try {
            return read(item);
        } catch (RuntimeException e) {
            throw new UnreadableRecord(String.valueOf(item.get(DATASET)), String.valueOf(item.get(OBJECT)), e);
        }
    }

    private static AuditRecord read(Map<String, AttributeValue> item) {
        var version = new ObjectVersion(
                required(item, "bucket").s(),
                required(item, "key").s(),
                required(item, "versionId").s());
        return new AuditRecord(
                new AuditKey(required(item, DATASET).s(), required(item, OBJECT).s()),
                version,
                AuditState.valueOf(required(item, STATE).s()),
                Instant.parse(required(item, TIME).s()),
                new Arrival(
                        Instant.parse(required(item, "arrived").s()),
                        Long.parseLong(required(item, "size").n()),
                        optional(item, "etag", AttributeValue::s),
                        optional(item, "sequencer", AttributeValue::s),
                        optional(item, "uploader", AttributeValue::s)),
                new Tenure(
                        Long.parseLong(required(item, FENCE).n()),
                        optional(item, CLAIMANT, AttributeValue::s),
                        optional(item, LEASE_UNTIL, v -> Instant.parse(v.s())),
                        optional(item, EXECUTION_ARN, AttributeValue::s)),
                judgement(item),
                optional(item, REASON, AttributeValue::s),
                course(item),
                item.containsKey(NOTICES)
                        ? new HashSet<>(required(item, NOTICES).ss())
                        : new HashSet<>(),
                required(item, HISTORY).l().stream().map(AuditItem::entry).toList());
    }

    private static Judgement judgement(Map<String, AttributeValue> item) {
        return new Judgement(
                optional(item, "contract", AuditItem::pin),
                optional(item, "rows", v -> Long.valueOf(v.n())),
                optional(item, REMARKS, findings -> remarks(item, Long.parseLong(findings.n()))),
                optional(item, "contentSha256", AttributeValue::s),
                item.containsKey("findings")
                        ? Long.parseLong(required(item, "findings").n())
                        : 0,
                optional(item, "findingsKey", AttributeValue::s),
                optional(item, "failedKey", AttributeValue::s));
    }

    private static Remarks remarks(Map<String, AttributeValue> item, long findings) {
        return new Remarks(
                Long.parseLong(required(item, ROWS_SET_ASIDE).n()),
                findings,
                optional(item, REMARKS_KEY, AttributeValue::s));
    }

    private static Progress course(Map<String, AttributeValue> item) {
        return new Progress(
                item.containsKey(ORDER) ? new VersionOrder(required(item, ORDER).s()) : VersionOrder.FIRST,
                optional(item, LINKED_TO, AttributeValue::s),
                optional(item, REPLACES, AttributeValue::s),
                item.containsKey(REPLAYS)
                        ? Long.parseLong(required(item, REPLAYS).n())
                        : 0,
                optional(item, FAILING_SINCE, v -> Instant.parse(v.s())),
                item.containsKey(WAIVED),
                item.containsKey(ROWS_MAY_BE_IN),
                optional(item, OWED, AttributeValue::s),
                optional(item, RELEASED_AS, AttributeValue::s),
                optional(item, WAITS_FOR, AttributeValue::s));
    }

    public static AttributeValue entry(HistoryEntry entry) {
        var map = new HashMap<String, AttributeValue>();
        map.put("at", text(time(entry.at())));
        map.put("state", text(entry.state().name()));
        map.put("fence", number(entry.fence()));
        map.put("by", text(entry.by()));
        if (entry.note() != null) {
            map.put("note", text(cut(entry.note())));
        }
        return AttributeValue.fromM(map);
    }

    private static HistoryEntry entry(AttributeValue value) {
        Map<String, AttributeValue> map = value.m();
        return new HistoryEntry(
                Instant.parse(required(map, "at").s()),
                AuditState.valueOf(required(map, "state").s()),
                Long.parseLong(required(map, "fence").n()),
                required(map, "by").s(),
                optional(map, "note", AttributeValue::s));
    }

    private static AttributeValue contract(ContractPin pin) {
        return AttributeValue.fromM(
                Map.of("dataset", text(pin.dataset()), "version", text(pin.version()), "sha256", text(pin.sha256())));
    }

    private static ContractPin pin(AttributeValue value) {
        Map<String, AttributeValue> map = value.m();
        return new ContractPin(
                required(map, "dataset").s(),
                required(map, "version").s(),
                required(map, "sha256").s());
    }

    /// The key of a record's item.
    public static ItemKey key(AuditKey key) {
        return new ItemKey(key.dataset(), key.object());
    }

    /// The update of a record that moves: its new state with what the indexes read of it, and its line in the
    /// history.
    public static Write.Update move(AuditKey key, ObjectId oid, AuditState to, HistoryEntry entry) {
        return new Write.Update(key(key))
                .set(STATE, text(to.name()))
                .set(STATE_SHARD, text(to + "#" + oid.shard()))
                .set(TIME, text(time(entry.at())))
                .set(DATASET_STATE, text(key.dataset() + "#" + to))
                .entry(entry(entry));
    }
}
