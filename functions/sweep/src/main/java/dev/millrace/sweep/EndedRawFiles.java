package dev.millrace.sweep;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.notes.SweepNotes;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the bytes of files that came to their end so many days ago as their contract says (`millrace.keepRawDays`).
///
/// Each dataset has its turn about once an hour, and is walked in the order in which its files came to their end, from
/// where the last walk stopped. So a file is looked at once, however many there are.
final class EndedRawFiles implements Sweep.Part {
    private static final Logger LOG = LoggerFactory.getLogger(EndedRawFiles.class);

    /// Older versions of a key before newer ones: what is deleted last is what people see under the key.
    private static final List<AuditState> ENDS =
            List.of(AuditState.SUPERSEDED, AuditState.IGNORED, AuditState.INGESTED);

    private static final Duration PAUSE = Duration.ofHours(1);

    /// So many files of one end that cannot be deleted are tried again; more stop the walk.
    private static final int MOST_LEFT = 50;

    private final AuditReader reader;
    private final AuditTable audit;
    private final RawFiles files;
    private final Supplier<ContractIndex> contracts;
    private final SweepNotes notes;

    EndedRawFiles(
            AuditReader reader, AuditTable audit, RawFiles files, Supplier<ContractIndex> contracts, SweepNotes notes) {
        this.reader = reader;
        this.audit = audit;
        this.files = files;
        this.contracts = contracts;
        this.notes = notes;
    }

    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        for (ContractRef contract : contracts.get().contracts()) {
            if (deadline.isOver()) {
                return;
            }
            contract.keepRawDays()
                    .ifPresent(days -> Sweep.attempt(
                            "raw files of " + contract.pin().dataset(),
                            findings,
                            () -> sweep(contract.pin().dataset(), days, now, findings, deadline)));
        }
    }

    private void sweep(String dataset, int days, Instant now, SweepReport findings, Deadline deadline) {
        String part = "raw-files#" + dataset;
        List<String> words = notes.mark(part);
        if (!words.isEmpty() && now.isBefore(Instant.parse(words.getFirst()).plus(PAUSE))) {
            return;
        }
        Instant until = now.minus(Duration.ofDays(days));
        var reached = new ArrayList<String>();
        for (AuditState end : ENDS) {
            for (Cadence cadence : Cadence.values()) {
                int place = reached.size() + 1;
                Stop last = place < words.size() ? Stop.of(words.get(place)) : Stop.FIRST;
                reached.add(walk(AuditKey.partition(cadence, dataset), end, last, until, findings, deadline)
                        .text());
            }
        }
        // A walk that was broken off goes on with the next sweep.
        reached.addFirst((deadline.isOver() ? Instant.EPOCH : now).toString());
        notes.mark(part, reached);
    }

    /// Where a walk stopped.
    ///
    /// @param at what ended earlier was looked at
    /// @param left what could not be deleted, to be tried again
    private record Stop(Instant at, List<ObjectId> left) {
        static final Stop FIRST = new Stop(Instant.EPOCH, List.of());

        Stop {
            left = List.copyOf(left);
        }

        static Stop of(String text) {
            List<String> words = List.of(text.split(" "));
            return new Stop(
                    Instant.parse(words.getFirst()),
                    words.stream()
                            .skip(1)
                            .map(ObjectId::parsed)
                            .flatMap(Optional::stream)
                            .toList());
        }

        String text() {
            return String.join(
                    " ",
                    Stream.concat(Stream.of(at.toString()), left.stream().map(ObjectId::hex))
                            .toList());
        }
    }

    private Stop walk(
            String partition, AuditState end, Stop last, Instant until, SweepReport findings, Deadline deadline) {
        var left = new ArrayList<ObjectId>();
        last.left().stream().filter(oid -> !isDone(oid, end, until, findings)).forEach(left::add);
        Instant at = last.at();
        if (at.isAfter(until)) {
            return new Stop(at, left);
        }
        for (AuditRecord record : (Iterable<AuditRecord>) reader.byDataset(partition, end, at, until)::iterator) {
            if (deadline.isOver() || left.size() >= MOST_LEFT) {
                return new Stop(at, left);
            }
            if (!left.contains(record.oid()) && !isDone(record.oid(), end, until, findings)) {
                left.add(record.oid());
            }
            at = record.time();
        }
        return new Stop(until.plusNanos(1), left);
    }

    /// Deletes the bytes of an object, if its record still says so: the index lags behind.
    ///
    /// @return whether nothing is left to do
    private boolean isDone(ObjectId oid, AuditState end, Instant until, SweepReport findings) {
        Optional<AuditRecord> ended = audit.find(oid)
                .filter(record -> record.state() == end && !record.time().isAfter(until));
        if (ended.isEmpty()) {
            return true;
        }
        Optional<String> why = files.delete(ended.get().version());
        findings.count(why.isEmpty() ? SweepReport.Kind.RAW_DELETED : SweepReport.Kind.TROUBLES);
        why.ifPresent(reason -> LOG.error(
                "The bytes of {} cannot be deleted, although their days are over: {}. It is tried again in an hour",
                ended.get().version(),
                reason));
        return why.isEmpty();
    }
}
