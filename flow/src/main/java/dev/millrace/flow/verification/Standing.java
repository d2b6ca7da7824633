package dev.millrace.flow.verification;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.Removal;
import dev.millrace.audit.removals.Removals;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.faults.UnreadableRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How records stand, read consistently, and whether somebody is still at work on them.
final class Standing {
    /// Orders to take rows away are asked for whenever they are due.
    private static final Duration ANY_TIME = Duration.ofDays(3650);

    /// So many records are read at once.
    private static final int CHUNK = 500;

    private final AuditTable audit;
    private final Removals removals;
    private final Instant before;
    private final Map<ObjectId, AuditRecord> records = new HashMap<>();
    private final Set<ObjectId> unreadable = new HashSet<>();
    private @Nullable Set<ObjectId> owed;

    /// @param before records that changed later are in somebody's hands
    Standing(AuditTable audit, Removals removals, Instant before) {
        this.audit = audit;
        this.removals = removals;
        this.before = before;
    }

    /// Reads the records of these objects.
    void read(Collection<ObjectId> oids) {
        List<ObjectId> all = List.copyOf(oids);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<ObjectId> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
            try {
                audit.findAll(chunk).forEach(record -> records.put(record.oid(), record));
            } catch (UnreadableRecord e) {
                chunk.forEach(this::read);
            }
        }
    }

    private void read(ObjectId oid) {
        try {
            audit.find(oid).ifPresent(record -> records.put(oid, record));
        } catch (UnreadableRecord e) {
            unreadable.add(oid);
        }
    }

    /// What is said of an object without a record that can be read.
    String unknown(ObjectId oid) {
        return unreadable.contains(oid) ? "whose record cannot be read" : "that no record knows";
    }

    /// A record that was read; empty when there is none.
    Optional<AuditRecord> of(ObjectId oid) {
        return Optional.ofNullable(records.get(oid));
    }

    /// Whether somebody is at work on an object, so that its rows may be there or not: it is being loaded, it changed
    /// just now, or its rows are to be taken away.
    boolean inHand(AuditRecord record) {
        return record.state() == AuditState.LOADING || !record.time().isBefore(before) || owed().contains(record.oid());
    }

    private Set<ObjectId> owed() {
        if (owed == null) {
            var oids = new HashSet<ObjectId>();
            for (Removal removal : removals.due(before.plus(ANY_TIME))) {
                if (removal.what().equals(Removal.OWN)) {
                    oids.add(removal.oid());
                } else {
                    removals.targets(removal).forEach(target -> oids.add(target.oid()));
                }
            }
            owed = oids;
        }
        return owed;
    }
}
