package dev.millrace.updatebatch;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.telemetry.Telemetry;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.protocols.InputFile;
import dev.millrace.updatebatch.FilesInOrder.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The staged files of a batch: which of them its job may curate, and whether that is still right when it has.
final class StagedFiles {
    private final AuditTable audit;
    private final ContractStore contracts;
    private final FilesInOrder order;

    StagedFiles(AuditTable audit, ContractStore contracts, FilesInOrder order) {
        this.audit = audit;
        this.contracts = contracts;
        this.order = order;
    }

    /// The files that are to be curated, oldest first. Others leave the batch: those that were judged by
    /// another contract than the one that the job goes by, for the next batch to judge them anew; and those
    /// of which a newer version is ingested.
    ///
    /// @param inForce the contract that the job goes by
    /// @param replaces whether a newer version takes the place of older ones
    /// @param by who does it, for the history
    List<Placed> toCurate(BatchRef ref, List<AuditRecord> loading, ContractPin inForce, boolean replaces, String by) {
        var kept = new ArrayList<AuditRecord>();
        for (AuditRecord record : loading) {
            if (inForce.equals(record.contract())) {
                kept.add(record);
            } else {
                judgedByAnother(ref, record, inForce, by);
            }
        }
        var files = new ArrayList<Placed>();
        for (Placed file : order.of(kept)) {
            if ((replaces && file.ingestedSince().isPresent()) || file.hasLostItsPlace() || isTaken(file, files)) {
                var superseded = new Move.Superseded("A newer version of the key is ingested");
                audit.move(file.record().claim(), superseded, by);
            } else {
                files.add(file);
            }
        }
        return files;
    }

    /// Whether a file before it is ingested in the place that it is to be ingested again in.
    private static boolean isTaken(Placed file, List<Placed> before) {
        String place = file.record().course().replaces();
        return place != null
                && before.stream()
                        .anyMatch(other -> place.equals(other.record().course().replaces()));
    }

    private void judgedByAnother(BatchRef ref, AuditRecord record, ContractPin inForce, String by) {
        ContractPin pin = record.contract();
        String reason =
                "Batch %s: the data contract was changed while the batch ran, from version %s to %s. The next batch judges the file anew."
                        .formatted(ref.batch(), pin == null ? "none" : pin.version(), inForce.version());
        if (audit.move(record.claim(), new Move.FailedWithBatch(reason), by) instanceof MoveResult.Moved) {
            Telemetry.count("FilesFailed", ref.dataset(), 1);
        }
    }

    /// Requires that no newer version of a file was ingested since the job's manifest was written, as may
    /// happen when the dataset's cadence is changed: then the file's rows may not stay in the table.
    ///
    /// @param files that were curated
    /// @throws IllegalStateException when one was
    void requireNewest(BatchRef ref, List<InputFile> files) {
        Set<ObjectId> replaced = files.stream()
                .flatMap(file -> file.replaces().stream())
                .map(ObjectId::new)
                .collect(Collectors.toSet());
        List<AuditRecord> records = audit.findAll(files.stream()
                .map(file -> new ObjectId(file.oid()))
                .filter(oid -> !replaced.contains(oid))
                .toList());
        List<AuditRecord> again = records.stream()
                .filter(record -> record.course().replaces() != null)
                .toList();
        for (Placed file : order.of(again)) {
            if (file.hasLostItsPlace()) {
                throw new IllegalStateException(
                        "While batch %s ran, another version took the place that its file %s was to be ingested again in. The next batch takes the other files."
                                .formatted(ref, file.record().version()));
            }
        }
        if (records.isEmpty() || !replaces(records.getFirst())) {
            return;
        }
        for (Placed file : order.of(records)) {
            file.ingestedSince().ifPresent(newer -> {
                throw new IllegalStateException(
                        "While batch %s ran, version %s took the place of its file %s. The next batch takes the other files."
                                .formatted(
                                        ref,
                                        newer.version().versionId(),
                                        file.record().version()));
            });
        }
    }

    private boolean replaces(AuditRecord record) {
        return record.pinnedContract()
                .map(contracts::load)
                .filter(contract -> contract.onNewVersion() == OnNewVersion.REPLACE)
                .isPresent();
    }
}
