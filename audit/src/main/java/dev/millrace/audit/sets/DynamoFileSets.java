package dev.millrace.audit.sets;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.audit.files.Records;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Sets in DynamoDB (docs/decisions/0013): a partition a set, with an item for its control file and one for each file
/// that came; and an item for each set of which files may wait.
public final class DynamoFileSets implements FileSets {
    /// Longer than any function runs that judges a file: whoever began to let it wait has done so.
    static final Duration QUARANTINE = DynamoRemovals.QUARANTINE;

    private static final String VERSION = "versionId";
    private static final String SIZE = "size";
    private static final String ORDER = "versionOrder";
    private static final String ARRIVED = "arrived";
    private static final String EXACT = "exact";
    private static final String SET_DATASET = "setDataset";
    private static final String BUCKET = "bucket";
    private static final String KEY = "key";
    private static final String SINCE = "since";

    private final Records records;

    public DynamoFileSets(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    public DynamoFileSets(ItemStore store, Clock clock) {
        this.records = new Records(store, clock);
    }

    @Override
    public Optional<Control> control(SetId set) {
        return control(set, records.store().get(ItemKey.control(set.hash())));
    }

    private static Optional<Control> control(SetId set, Map<String, AttributeValue> item) {
        if (item.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Control(
                new ObjectVersion(
                        set.bucket(), set.controlKey(), required(item, VERSION).s()),
                Long.parseLong(required(item, SIZE).n()),
                new VersionOrder(required(item, ORDER).s()),
                Instant.parse(required(item, ARRIVED).s()),
                required(item, EXACT).bool()));
    }

    @Override
    public AuditRecord apply(SetId set, Claim claim, Move.Applied applied, long size, String by) {
        return Records.decide(() -> tryToApply(set, claim, applied, size, by));
    }

    private Optional<AuditRecord> tryToApply(SetId set, Claim claim, Move.Applied applied, long size, String by) {
        AuditRecord record = records.read(claim);
        if (record.fence() != claim.fence() || record.state() != AuditState.VALIDATING) {
            return Optional.of(record);
        }
        Map<String, AttributeValue> item = records.store().get(ItemKey.control(set.hash()));
        boolean newer = control(set, item)
                .filter(inForce -> inForce.order().compareTo(record.order()) > 0)
                .isPresent();
        Move move = newer ? new Move.Superseded("A newer version of the control file is in force") : applied;
        var writes = new ArrayList<>(records.writes(record, claim.fence(), move.from(), move, by));
        if (!newer) {
            writes.add(inForce(set, Control.of(record, size), item));
        }
        return records.store().write(writes) ? Optional.of(records.read(claim)) : Optional.empty();
    }

    private static Write inForce(SetId set, Control control, Map<String, AttributeValue> before) {
        List<Condition> asRead = before.isEmpty()
                ? List.of(new Condition.Missing())
                : List.of(new Condition.Is(VERSION, required(before, VERSION)));
        return new Write.Put(
                ItemKey.control(set.hash()),
                Map.of(
                        VERSION, text(control.version().versionId()),
                        SIZE, number(control.size()),
                        ORDER, text(control.order().text()),
                        ARRIVED, text(Attributes.time(control.arrived())),
                        EXACT, AttributeValue.fromBool(control.exact())),
                asRead);
    }

    /// That it waits by now, as a later attempt may have written, is left alone.
    @Override
    public void join(SetId set, Member member) {
        ItemKey key = ItemKey.member(set.hash(), member.oid());
        var facts = new Write.Update(key);
        MemberItem.of(member).forEach(facts::set);
        if (!records.store().write(List.of(facts))) {
            records.store().write(List.of(Write.Put.ifMissing(key, MemberItem.of(member))));
        }
    }

    @Override
    public MoveResult hold(SetId set, Claim claim, Member member, Move.Waits waits, String by) {
        Instant now = records.now();
        mayWait(set, now);
        AuditRecord record = records.read(claim);
        if (record.fence() == claim.fence() && record.state() == AuditState.VALIDATING) {
            var waiting = new Member.Waiting(claim.fence(), waits.reason(), now, false);
            var writes = new ArrayList<>(records.writes(record, claim.fence(), waits.from(), waits, by));
            writes.add(put(set, member, waiting));
            if (records.store().write(writes)) {
                return new MoveResult.Moved(records.read(claim));
            }
        }
        AuditRecord current = records.read(claim);
        boolean before = current.fence() == claim.fence() && current.state() == waits.to();
        return before ? new MoveResult.MovedBefore(current) : new MoveResult.Refused(current);
    }

    private void mayWait(SetId set, Instant now) {
        var item = Map.of(
                SET_DATASET, text(set.dataset()),
                BUCKET, text(set.bucket()),
                KEY, text(set.controlKey()),
                SINCE, text(Attributes.time(now)));
        records.store().write(List.of(new Write.Put(ItemKey.waitingSet(set.hash()), item, List.of())));
    }

    private static Write put(SetId set, Member member, Member.Waiting waiting) {
        var waits = new Member(member.oid(), member.facts(), member.arrived(), member.exact(), waiting);
        return new Write.Put(ItemKey.member(set.hash(), member.oid()), MemberItem.of(waits), List.of());
    }

    @Override
    public List<Member> members(SetId set) {
        ItemKey all = ItemKey.control(set.hash());
        return records.store().partition(all.dataset(), ItemKey.MEMBER).stream()
                .map(MemberItem::member)
                .toList();
    }

    @Override
    public void waitsNoLonger(SetId set, Member seen) {
        records.store().write(List.of(MemberItem.waitsNoLonger(ItemKey.member(set.hash(), seen.oid()), seen)));
    }

    @Override
    public void waits(SetId set, Member seen, Member.Waiting now) {
        records.store().write(List.of(MemberItem.waits(ItemKey.member(set.hash(), seen.oid()), seen, now)));
    }

    @Override
    public List<WaitingSet> waiting() {
        return ItemKey.waitingSets().stream()
                .flatMap(partition -> records.store().partition(partition, "").stream())
                .map(item -> new WaitingSet(
                        new SetId(
                                required(item, SET_DATASET).s(),
                                required(item, BUCKET).s(),
                                required(item, KEY).s()),
                        Instant.parse(required(item, SINCE).s())))
                .toList();
    }

    /// Not before everybody has done what he began when it was seen.
    @Override
    public void noneWaits(WaitingSet seen) {
        if (seen.since().plus(QUARANTINE).isBefore(records.now())) {
            var asSeen = new Condition.Is(SINCE, text(Attributes.time(seen.since())));
            records.store()
                    .write(List.of(
                            new Write.Delete(ItemKey.waitingSet(seen.set().hash()), List.of(asSeen))));
        }
    }
}
