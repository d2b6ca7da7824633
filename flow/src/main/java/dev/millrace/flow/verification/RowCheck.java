package dev.millrace.flow.verification;

import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.removals.Removals;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.commands.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Holds the rows that a query sees against the records: they are exactly those of INGESTED files.
final class RowCheck {
    /// Far enough beyond any clock's error.
    private static final Duration AHEAD = Duration.ofDays(1);

    private final AuditReader reader;
    private final AuditTable audit;
    private final Removals removals;
    private final Batches batches;
    private final RowsInTable rows;
    private final Advised advised;

    RowCheck(
            AuditReader reader,
            AuditTable audit,
            Removals removals,
            Batches batches,
            RowsInTable rows,
            Commands commands) {
        this.advised = new Advised(commands);
        this.batches = batches;
        this.reader = reader;
        this.audit = audit;
        this.removals = removals;
        this.rows = rows;
    }

    /// The records of a dataset's files that are INGESTED, whatever its cadence was when they came.
    Stream<AuditRecord> ingested(String dataset, Instant now) {
        return Arrays.stream(Cadence.values())
                .map(cadence -> AuditKey.partition(cadence, dataset))
                .flatMap(partition -> reader.byDataset(partition, AuditState.INGESTED, Instant.EPOCH, now.plus(AHEAD)));
    }

    /// Checks a table.
    ///
    /// @param before records that changed later are passed over; not after the moment of this call
    Verified of(String dataset, String table, RowCountRule rule, Instant before) {
        Map<String, Long> seen;
        try {
            seen = new HashMap<>(rows.byObject(table));
        } catch (RowsInTable.Unreadable e) {
            return Verified.wrong(new Violation(
                    dataset,
                    table,
                    table,
                    "It cannot be queried: " + e.getMessage(),
                    "See which object the engine names; the contract of the table changed, or a file was put by hand"));
        }
        Map<String, Long> unclaimed = new HashMap<>(seen);
        Set<ObjectId> suspects = new LinkedHashSet<>();
        long checked = 0;
        for (AuditRecord record : (Iterable<AuditRecord>) ingested(dataset, before)::iterator) {
            checked++;
            unclaimed.remove(record.oid().hex());
            if (!rule.allows(record, rowsOf(seen, record.oid()))) {
                suspects.add(record.oid());
            }
        }
        unclaimed.keySet().forEach(text -> ObjectId.parsed(text).ifPresent(suspects::add));
        // The index lags behind, so what does not fit is looked at once more in the table of records itself.
        // A batch that is over now has left its word in the records, which are read after this.
        boolean batchIsAtWork = !suspects.isEmpty() && batches.running(dataset).isPresent();
        var standing = new Standing(audit, removals, before);
        standing.read(suspects);
        return Stream.concat(
                        unclaimed.entrySet().stream()
                                .filter(one -> ObjectId.parsed(one.getKey()).isEmpty())
                                .map(one -> nobodys(dataset, table, one.getKey(), one.getValue())),
                        suspects.stream()
                                .map(oid ->
                                        judged(dataset, table, rule, oid, rowsOf(seen, oid), standing, batchIsAtWork)))
                .reduce(new Verified(List.of(), checked, 0, List.of()), Verified::plus);
    }

    private static long rowsOf(Map<String, Long> seen, ObjectId oid) {
        return seen.getOrDefault(oid.hex(), 0L);
    }

    private static Verified nobodys(String dataset, String table, String text, long found) {
        return Verified.wrong(new Violation(
                dataset,
                table,
                text,
                "%d rows without an object id".formatted(found),
                "Find out who wrote them: only Millrace may write below the table's folder"));
    }

    /// @param batchIsAtWork its job may have taken the rows of older versions out already, before their records say so
    private Verified judged(
            String dataset,
            String table,
            RowCountRule rule,
            ObjectId oid,
            long found,
            Standing standing,
            boolean batchIsAtWork) {
        if (standing.of(oid).isEmpty()) {
            return wrong(
                    dataset,
                    table,
                    oid,
                    "%d rows of an object %s".formatted(found, standing.unknown(oid)),
                    Advised.UNKNOWN);
        }
        AuditRecord record = standing.of(oid).get();
        boolean ingested = record.state() == AuditState.INGESTED;
        if (ingested ? rule.allows(record, found) : found == 0) {
            return Verified.NOTHING;
        }
        if (standing.inHand(record) || (ingested && batchIsAtWork)) {
            return Verified.passed();
        }
        return ingested
                ? wrong(
                        dataset,
                        table,
                        oid,
                        "It has %d rows, %d are recorded".formatted(found, rule.expected(record)),
                        advised.countOf(record))
                : wrong(
                        dataset,
                        table,
                        oid,
                        "It is %s, but has %d rows in the table".formatted(record.state(), found),
                        advised.rowsOf(record));
    }

    private static Verified wrong(String dataset, String table, ObjectId oid, String what, String todo) {
        return Verified.wrong(new Violation(dataset, table, oid.hex(), what, todo));
    }
}
