package dev.millrace.updatebatch;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Which files of a dataset wait for a batch: those that were recorded before it began and are NEW, and those
/// that FAILED before it. Control files come first, so that a file finds its set complete when it is judged;
/// and what waited for its set and goes on while the batch is at work is the same batch's. The partition of a
/// record says how its dataset was ingested when it came; all of them are looked through, since only the
/// cadence in force counts.
final class WaitingList {
    /// So often a file may go on within one batch; one that waits and goes on in turns must not keep it for
    /// ever.
    private static final int MOST_TURNS = 5;

    /// Longer than a batch's execution may take, in which its files go on.
    private static final Duration AT_WORK = Duration.ofDays(2);

    private final Batches batches;
    private final AuditReader reader;
    private final AuditTable audit;
    private final ContractStore contracts;

    WaitingList(Batches batches, AuditReader reader, AuditTable audit, ContractStore contracts) {
        this.batches = batches;
        this.reader = reader;
        this.audit = audit;
        this.contracts = contracts;
    }

    /// The files of a page that is not written down yet, at most [BatchPage#MOST]; none when no file is left.
    List<ObjectId> choose(Batch batch, int page) {
        Optional<ContractRef> announcing = contracts
                .current()
                .of(batch.ref().dataset())
                .filter(contract -> contract.controlFile().isPresent());
        if (announcing.isPresent() && onlyControlFilesBefore(batch.ref(), page, announcing.get())) {
            List<ObjectId> controlFiles = waiting(batch, record -> isControlFile(record, announcing.get()));
            if (!controlFiles.isEmpty()) {
                return controlFiles;
            }
        }
        List<ObjectId> files = waiting(batch, record -> true);
        return files.isEmpty() && announcing.isPresent() ? goneOnUnseen(batch) : files;
    }

    private static boolean isControlFile(AuditRecord record, ContractRef contract) {
        return contract.isControlFile(record.version().key());
    }

    /// A page has control files or others, never both, so its first file tells.
    private boolean onlyControlFilesBefore(BatchRef ref, int page, ContractRef contract) {
        return page == 1
                || batches.page(ref, page - 1).stream()
                        .flatMap(before -> audit.findAll(before.files()).stream())
                        .findFirst()
                        .filter(record -> isControlFile(record, contract))
                        .isPresent();
    }

    /// Those that wait since before the batch began, oldest first; when there is none, those that went on
    /// since.
    private List<ObjectId> waiting(Batch batch, Predicate<AuditRecord> wanted) {
        Instant began = batch.began();
        var found = new ArrayList<ObjectId>();
        for (AuditState state : List.of(AuditState.NEW, AuditState.FAILED)) {
            find(batch, state, Instant.EPOCH, began, wanted, found);
        }
        if (found.isEmpty()) {
            find(batch, AuditState.NEW, began, began.plus(AT_WORK), wanted, found);
        }
        return found;
    }

    /// The index lags, so each file's own record decides.
    private void find(
            Batch batch,
            AuditState state,
            Instant from,
            Instant to,
            Predicate<AuditRecord> wanted,
            List<ObjectId> found) {
        for (String partition : AuditKey.partitions(batch.ref().dataset())) {
            try (Stream<AuditRecord> seen = reader.byDataset(partition, state, from, to)) {
                seen.filter(wanted)
                        .map(AuditRecord::oid)
                        .gather(Gatherers.windowFixed(BatchPage.MOST))
                        .flatMap(some -> audit.findAll(some).stream())
                        .filter(record -> mayTake(record, batch))
                        .map(AuditRecord::oid)
                        .limit(BatchPage.MOST - found.size())
                        .forEach(found::add);
            }
        }
    }

    /// Files of this batch that went on a moment ago, of which the index does not tell yet.
    private List<ObjectId> goneOnUnseen(Batch batch) {
        return batches.pages(batch.ref()).stream()
                .flatMap(page -> audit.findAll(page.files()).stream())
                .filter(record -> record.state() == AuditState.NEW && mayTake(record, batch))
                .map(AuditRecord::oid)
                .limit(BatchPage.MOST)
                .toList();
    }

    /// Whether the batch may take a file. One that failed in this very batch is the next one's: else a file
    /// that fails each time would keep it for ever.
    static boolean mayTake(AuditRecord record, Batch batch) {
        return switch (record.state()) {
            case NEW -> !recorded(record).isAfter(batch.began()) && turns(record, batch) <= MOST_TURNS;
            case FAILED ->
                !record.time().isAfter(batch.began())
                        && !batch.ref().executionName().equals(record.claimant());
            case VALIDATING, VALID, LOADING, INGESTED, INVALID, REJECTED, HELD, SUPERSEDED, GONE, IGNORED, APPLIED ->
                false;
        };
    }

    private static Instant recorded(AuditRecord record) {
        return record.history().isEmpty()
                ? record.arrived()
                : record.history().getFirst().at();
    }

    private static long turns(AuditRecord record, Batch batch) {
        return record.history().stream()
                .filter(entry -> entry.state() == AuditState.NEW && entry.at().isAfter(batch.began()))
                .count();
    }
}
