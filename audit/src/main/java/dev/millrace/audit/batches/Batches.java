package dev.millrace.audit.batches;

import dev.millrace.base.identity.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The batches, their pages and the lock that keeps two batches of a dataset apart. Every write is conditional, so
/// each method may be repeated after an unclear answer.
public interface Batches {
    /// Begins a batch: its record, the dataset's lock and the counter of its fences are written in one
    /// transaction.
    ///
    /// @param executionArn ARN of its execution
    Beginning begin(BatchRef ref, String executionArn);

    /// A batch's record, read consistently.
    Optional<Batch> find(BatchRef ref);

    /// The batch that holds a dataset's lock.
    Optional<Batch> running(String dataset);

    /// The batches of a dataset, newest first.
    List<Batch> of(String dataset);

    /// A page of a batch.
    Optional<BatchPage> page(BatchRef ref, int number);

    /// The pages of a batch, in order. A file that the batch took again, after it had waited, stands in the
    /// last of its pages only.
    List<BatchPage> pages(BatchRef ref);

    /// Writes a page, unless it is there.
    ///
    /// @return the page as it stands
    BatchPage write(BatchRef ref, int number, List<ObjectId> files);

    /// Writes down what became of a page's files.
    void mark(BatchRef ref, int number, BatchCounts counts);

    /// Writes down that a batch's job may change the table from now on.
    ///
    /// @return the dataset's other batches that changed it, perhaps, and failed: they are to be undone first
    Set<String> mayChangeTable(BatchRef ref);

    /// The batches of a dataset that may have changed its table and are not committed, newest first. The one
    /// that runs may be among them.
    List<Batch> toUndo(String dataset);

    /// Writes down that nothing of a batch can be in the table any more.
    void undone(BatchRef ref);

    /// Writes down that a batch's rows are in the table for good. Nothing of it or of others is left to be undone.
    ///
    /// @throws IllegalStateException when it was closed or given up before
    void commit(BatchRef ref);

    /// Writes down that a batch without a row has nothing to change in the table. What others left to be undone stays
    /// so.
    void commitUnchanged(BatchRef ref);

    /// Decides that a batch is not committed any more, unless it is committed already. Whatever is taken back
    /// of a batch is taken back after this, so that no rows are taken that a commit has promised.
    ///
    /// @return the batch as it stands: committed, closed, or given up
    Batch giveUp(BatchRef ref);

    /// Closes a batch and frees its dataset's lock, in one transaction. Where its owners are to hear of it
    /// (PARTIAL and FAILED), that is owed from then on.
    ///
    /// @return the batch as it stands: closed, now or before by somebody else; still RUNNING when nothing was
    /// written, since it is to fail and is committed
    Batch close(BatchRef ref, BatchState state, BatchCounts counts, String reason);

    /// The batches of which owners are still to hear.
    List<BatchRef> owed();

    /// Owners have heard of a batch.
    void told(BatchRef ref);

    /// What came of beginning a batch.
    sealed interface Beginning {
        /// It runs, now or since a repeat of this before.
        record Begun(Batch batch) implements Beginning {}

        /// It was closed before.
        record Over(Batch batch) implements Beginning {}

        /// Another one has the lock.
        record Busy(Batch other) implements Beginning {}
    }
}
