package dev.millrace.audit.versions;

import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.files.AuditItem;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.Head;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.Records;
import dev.millrace.audit.files.Removal;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Decides with the head item of the key and the content item of the bytes (docs/decisions/0009). Either names an
/// object; whether that object still counts is read from its own record, so nothing needs to be given back when a
/// file fails, waits or is replaced.
public final class DynamoVersions implements Versions {
    private static final String OID = "oid";

    private final Records records;

    public DynamoVersions(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    /// That of the audit table that the function is set up for.
    public static DynamoVersions connect(Wiring wiring) {
        return new DynamoVersions(DynamoItems.connect(wiring), wiring.clock());
    }

    public DynamoVersions(ItemStore store, Clock clock) {
        this.records = new Records(store, clock);
    }

    @Override
    public Acceptance foresee(AuditRecord record, Rules rules) {
        return inTheWay(record, Head.read(records.store(), record.version()), rules, new Basis())
                .orElseGet(() -> new Acceptance.Accepted(record));
    }

    @Override
    public Acceptance accept(Claim claim, Move.Validated valid, Rules rules, String by) {
        return Records.decide(() -> tryToAccept(claim, valid, rules, by));
    }

    private Optional<Acceptance> tryToAccept(Claim claim, Move.Validated valid, Rules rules, String by) {
        AuditRecord record = records.read(claim);
        if (record.fence() != claim.fence() || record.state() != AuditState.VALIDATING) {
            boolean before = record.fence() == claim.fence() && record.state() == AuditState.VALID;
            return Optional.of(before ? new Acceptance.Accepted(record) : new Acceptance.Stale(record));
        }
        var writes = new ArrayList<>(records.writes(record, claim.fence(), valid.from(), valid, by));
        Head head = Head.read(records.store(), record.version());
        var basis = new Basis();
        Optional<Acceptance> inTheWay = inTheWay(record, head, rules, basis);
        // Files without rows have no content of their own: each day's empty file has the bytes of the last one.
        if (inTheWay.isEmpty() && valid.rows() > 0) {
            inTheWay = claimContent(record, valid.contentSha256(), rules, basis);
        }
        if (inTheWay.isPresent()) {
            return inTheWay;
        }
        writes.addAll(basis.writes());
        return records.store().write(writes)
                ? Optional.of(new Acceptance.Accepted(records.read(claim)))
                : Optional.empty();
    }

    /// What a decision to accept a file rests on, and writes besides the file's own record. An object may hold both the
    /// key and the bytes; each is read once, and checked once: a transaction may name an item only once.
    private final class Basis {
        private final Map<ObjectId, Optional<AuditRecord>> read = new HashMap<>();
        private final Set<AuditRecord> unchanged = new LinkedHashSet<>();
        private final List<Write> writes = new ArrayList<>();

        /// Another object than the record's; empty when it is the record's own, or has none.
        Optional<AuditRecord> other(AuditRecord record, Optional<ObjectId> named) {
            return named.filter(oid -> !oid.equals(record.oid()))
                    .flatMap(oid -> read.computeIfAbsent(oid, records::find));
        }

        /// Writes only while another object is as it was read.
        void restOn(AuditRecord other) {
            unchanged.add(other);
        }

        void write(Write write) {
            writes.add(write);
        }

        List<Write> writes() {
            Stream<Write> checks =
                    unchanged.stream().map(other -> new Write.Check(AuditItem.key(other.key()), Records.asSeen(other)));
            return Stream.concat(writes.stream(), checks).toList();
        }
    }

    /// What the key's other versions say; otherwise adds what is to be written of the key.
    private Optional<Acceptance> inTheWay(AuditRecord record, Head head, Rules rules, Basis basis) {
        Optional<AuditRecord> original = basis.other(record, record.course().original());
        if (original.filter(DynamoVersions::hasLostItsPlace).isPresent()) {
            return Optional.of(new Acceptance.Outdated(record));
        }
        original.ifPresent(basis::restOn);
        return switch (rules.onNewVersion()) {
            case APPEND -> Optional.empty();
            case REPLACE -> outdated(record, head) ? Optional.of(new Acceptance.Outdated(record)) : Optional.empty();
            case REFUSE -> {
                Optional<AuditRecord> holder = basis.other(record, head.holder());
                if (holder.filter(AuditRecord::holdsContent)
                        .filter(other -> !other.equals(original.orElse(null)))
                        .isPresent()) {
                    yield Optional.of(new Acceptance.KeyTaken(holder.get()));
                }
                basis.write(head.hold(record));
                holder.ifPresent(basis::restOn);
                yield Optional.empty();
            }
        };
    }

    private static boolean outdated(AuditRecord record, Head head) {
        return head.ingested()
                .filter(order -> order.compareTo(record.order()) > 0)
                .isPresent();
    }

    /// The object that has the same bytes; otherwise adds the write that makes them the record's own.
    private Optional<Acceptance> claimContent(AuditRecord record, String sha256, Rules rules, Basis basis) {
        ItemKey key = ItemKey.content(record.key().datasetName(), sha256);
        Map<String, AttributeValue> item = records.store().get(key);
        Optional<AuditRecord> owner = basis.other(record, owner(item));
        Optional<AuditRecord> holder = owner.flatMap(named -> holder(named, sha256, rules));
        boolean rival = holder.flatMap(other -> other.course().original())
                        .equals(record.course().original())
                && record.course().original().isPresent();
        boolean replaces = (rules.onNewVersion() == OnNewVersion.REPLACE
                        && holder.filter(record::sameKey).isPresent())
                || holder.map(AuditRecord::oid).equals(record.course().original());
        if (holder.isPresent() && (rival || !replaces)) {
            boolean allowed = !rival && (record.course().waived() || rules.onDuplicate() == OnDuplicate.LOAD);
            return allowed ? Optional.empty() : Optional.of(new Acceptance.Duplicate(holder.get()));
        }
        basis.write(takeContent(key, item, record.oid()));
        owner.ifPresent(basis::restOn);
        return Optional.empty();
    }

    /// Who holds the bytes: the named object or, where versions of a key replace each other, another version of its
    /// key with the same bytes.
    private Optional<AuditRecord> holder(AuditRecord named, String sha256, Rules rules) {
        if (named.holdsContent() || rules.onNewVersion() != OnNewVersion.REPLACE) {
            return Optional.of(named).filter(AuditRecord::holdsContent);
        }
        return records.versions(named).stream()
                .filter(version -> version.holdsContent() && sha256.equals(version.contentSha256()))
                .findFirst();
    }

    private static Optional<ObjectId> owner(Map<String, AttributeValue> content) {
        return Optional.ofNullable(content.get(OID)).map(v -> new ObjectId(v.s()));
    }

    private static Write takeContent(ItemKey key, Map<String, AttributeValue> item, ObjectId oid) {
        @Nullable AttributeValue before = item.get(OID);
        return before == null
                ? Write.Put.ifMissing(key, Map.of(OID, text(oid.hex())))
                : new Write.Update(key).when(new Condition.Is(OID, before)).set(OID, text(oid.hex()));
    }

    @Override
    public Replacement replaceOlder(
            Claim claim,
            long rows,
            Move.@Nullable Uncurated aside,
            Function<AuditRecord, OnNewVersion> rule,
            String by) {
        return Records.decide(() -> tryToReplace(claim, rows, aside, rule, by));
    }

    private Optional<Replacement> tryToReplace(
            Claim claim,
            long rows,
            Move.@Nullable Uncurated aside,
            Function<AuditRecord, OnNewVersion> rule,
            String by) {
        AuditRecord record = records.read(claim);
        if (record.fence() != claim.fence() || record.state() != AuditState.LOADING) {
            return Optional.of(before(record, claim));
        }
        boolean older = rule.apply(record) == OnNewVersion.REPLACE;
        Head head = Head.read(records.store(), record.version());
        Optional<AuditRecord> original = record.course().original().flatMap(records::find);
        if ((older && outdated(record, head))
                || original.filter(DynamoVersions::hasLostItsPlace).isPresent()) {
            var superseded = new Move.Superseded("A newer version of the key is ingested");
            return written(claim, records.writes(record, claim.fence(), superseded.from(), superseded, by));
        }
        var ingested = Move.Ingested.of(record, rows, aside);
        var writes = new ArrayList<>(records.writes(record, claim.fence(), ingested.from(), ingested, by));
        original.ifPresent(other -> writes.addAll(superseded(other, record, by)));
        if (older) {
            writes.add(head.ingest(record));
            if (records.versions(record).stream()
                    .anyMatch(other -> replacedBy(record, other) && !other.equals(original.orElse(null)))) {
                writes.add(Records.removal(record.oid(), Removal.OLDER, records.now()));
            }
        }
        return written(claim, writes);
    }

    /// Whether another version is ingested where an object was that is to be ingested again.
    private static boolean hasLostItsPlace(AuditRecord original) {
        return original.state() != AuditState.INGESTED;
    }

    /// The object gives its place to the version that has its bytes, and its rows are to go.
    private List<Write> superseded(AuditRecord original, AuditRecord again, String by) {
        var now = records.now();
        String note = "Ingested again as the version with object id " + again.oid();
        Write.Update update = AuditItem.move(
                        original.key(),
                        original.oid(),
                        AuditState.SUPERSEDED,
                        new HistoryEntry(now, AuditState.SUPERSEDED, original.fence(), by, note))
                .set(Attributes.REASON, text(note));
        Records.asSeen(original).forEach(update::when);
        return List.of(update, Records.removal(original.oid(), Removal.OWN, now));
    }

    /// Whether a version's rows go when a newer one is ingested.
    public static boolean replacedBy(AuditRecord newer, AuditRecord other) {
        return other.state() == AuditState.INGESTED && other.order().compareTo(newer.order()) < 0;
    }

    private Optional<Replacement> written(Claim claim, List<Write> writes) {
        return records.store().write(writes) ? Optional.of(before(records.read(claim), claim)) : Optional.empty();
    }

    private static Replacement before(AuditRecord record, Claim claim) {
        if (record.fence() != claim.fence()) {
            return new Replacement.Stale(record);
        }
        return switch (record.state()) {
            case INGESTED -> new Replacement.Replaced(record);
            case SUPERSEDED -> new Replacement.Outdated(record);
            case NEW, VALIDATING, VALID, LOADING, INVALID, REJECTED, FAILED, HELD, GONE, IGNORED, APPLIED ->
                new Replacement.Stale(record);
        };
    }
}
