package dev.millrace.updatebatch;

import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.protocols.InputFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings the files of a batch into the order in which their rows replace each other: by their arrival, and the
/// versions of a key as they follow each other. A released version has its original's place and arrival.
///
/// The versions of a key are those that its dataset has under any cadence, past or present.
final class FilesInOrder {
    /// So many keys are asked for at once.
    private static final int AT_ONCE = 16;

    private final AuditTable audit;
    private final AuditReader reader;

    FilesInOrder(AuditTable audit, AuditReader reader) {
        this.audit = audit;
        this.reader = reader;
    }

    /// A file, and the other versions of its key.
    ///
    /// @param arrived the moment that its rows are known by: before that of any newer version of its key
    record Placed(AuditRecord record, Instant arrived, List<AuditRecord> versions) {
        /// The older versions whose rows are in the table, are about to be, or may have been left there.
        List<String> older() {
            return versions.stream()
                    .filter(other -> other.order().compareTo(record.order()) < 0)
                    .filter(AuditRecord::holdsContent)
                    .map(other -> other.oid().hex())
                    .sorted()
                    .toList();
        }

        /// What its rows take the place of.
        ///
        /// @param replacesOlder whether a newer version takes the place of older ones; else only the object is
        /// meant whose place it is ingested in again
        List<String> replaced(boolean replacesOlder) {
            return older().stream()
                    .filter(oid -> replacesOlder || oid.equals(record.course().replaces()))
                    .toList();
        }

        /// Whether another version is ingested where the object was that it is to be ingested again for.
        boolean hasLostItsPlace() {
            return versions.stream()
                    .filter(other -> other.oid().hex().equals(record.course().replaces()))
                    .anyMatch(other -> other.state() != AuditState.INGESTED);
        }

        /// A newer version that is ingested already.
        Optional<AuditRecord> ingestedSince() {
            return versions.stream()
                    .filter(other -> other.state() == AuditState.INGESTED)
                    .filter(other -> other.order().compareTo(record.order()) > 0)
                    .findFirst();
        }

        InputFile file(long rows, List<String> replaced) {
            return Manifests.file(record, arrived, rows, replaced);
        }
    }

    /// The files, oldest first.
    List<Placed> of(Collection<AuditRecord> files) {
        var byKey = files.stream()
                .collect(Collectors.groupingBy(
                        file -> List.of(file.version().bucket(), file.version().key())));
        return byKey.values().stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, this::ofKey))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Placed::arrived)
                        .thenComparing(placed -> placed.record().order())
                        .thenComparing(placed -> placed.record().oid().hex()))
                .toList();
    }

    private List<Placed> ofKey(List<AuditRecord> files) {
        List<AuditRecord> newestFirst = versions(files.getFirst());
        var oids = files.stream().map(AuditRecord::oid).collect(Collectors.toSet());
        var placed = Stream.<Placed>builder();
        Instant newer = null;
        for (AuditRecord version : newestFirst) {
            newer = before(newer, arrived(version, newestFirst));
            if (oids.contains(version.oid())) {
                placed.add(new Placed(version, newer, newestFirst));
            }
        }
        return placed.build().toList();
    }

    private List<AuditRecord> versions(AuditRecord file) {
        return file.key().everyPartition().stream()
                .flatMap(partition -> reader
                        .byKey(
                                partition,
                                file.version().bucket(),
                                file.version().key())
                        .stream())
                .sorted(Comparator.comparing(AuditRecord::order).reversed())
                .toList();
    }

    /// Of a released version, when the object landed whose bytes it has.
    private Instant arrived(AuditRecord version, List<AuditRecord> versions) {
        String original = version.course().linkedTo();
        return original == null
                ? version.arrived()
                : versions.stream()
                        .filter(other -> other.oid().hex().equals(original))
                        .findFirst()
                        .or(() -> audit.find(new ObjectId(original)))
                        .map(other -> arrived(other, versions))
                        .orElse(version.arrived());
    }

    /// A moment before that of the next newer version, also where clocks, or whole seconds, say otherwise.
    private static Instant before(@Nullable Instant newer, Instant arrived) {
        return newer == null || arrived.isBefore(newer)
                ? arrived
                : newer.truncatedTo(ChronoUnit.MICROS).minus(1, ChronoUnit.MICROS);
    }
}
