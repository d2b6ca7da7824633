package dev.millrace.updatebatch;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.removals.Removals;
import dev.millrace.protocols.InputFile;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rows that may lie in a table although nobody is to read them: the order to take them out is still open, or the load
/// that put them broke off. Removals find rows of single files alone, so a batch that writes their partition anew must
/// not take them over.
final class WithdrawnRows {
    private final Removals removals;
    private final AuditReader reader;

    WithdrawnRows(Removals removals, AuditReader reader) {
        this.removals = removals;
        this.reader = reader;
    }

    /// The ids of the objects of a dataset whose rows are not to stay.
    ///
    /// @param files of a run, whose own rows the run decides on
    List<String> besides(String dataset, List<InputFile> files) {
        Set<String> own = files.stream().map(InputFile::oid).collect(Collectors.toSet());
        return Stream.concat(ordered(dataset), brokenOff(dataset))
                .map(record -> record.oid().hex())
                .filter(oid -> !own.contains(oid))
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<AuditRecord> ordered(String dataset) {
        return removals.open().stream()
                .flatMap(removal -> removals.targets(removal).stream().filter(removal::takes))
                .filter(target -> target.key().datasetName().equals(dataset));
    }

    private Stream<AuditRecord> brokenOff(String dataset) {
        return AuditKey.partitions(dataset).stream()
                .flatMap(partition -> reader.byDataset(partition, AuditState.FAILED, Instant.EPOCH).stream())
                .filter(AuditRecord::holdsContent);
    }
}
