package dev.millrace.notices.text;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Printable;
import dev.millrace.flow.commands.Commands;
import java.util.Locale;
import java.util.Optional;

/// Writes the notice about a batch that failed, or that did not ingest all of its files: how many, and what to do.
public final class BatchText {
    private final Commands commands;

    public BatchText(Commands commands) {
        this.commands = commands;
    }

    /// The notice of a batch that failed, or left files out.
    ///
    /// @param contract in force for the dataset; empty when there is none, or it cannot be read
    public Notice of(Batch batch, Optional<DataContract> contract) {
        return batch.state() == BatchState.FAILED ? failed(batch, contract) : partial(batch, contract);
    }

    private Notice failed(Batch batch, Optional<DataContract> contract) {
        BatchRef ref = batch.ref();
        String reason = Printable.of(String.valueOf(batch.reason()));
        String text =
                "The %s batch %s of dataset %s failed. None of its files is ingested; they stay where they are.\n\n"
                                .formatted(ref.cadence(), ref.batch(), ref.dataset())
                        + facts(batch)
                        + "\nWhy\n  " + reason + "\n"
                        + """

                        What to do
                          - Mend the cause. The next batch takes these files and those that came since.
                          - To run it at once: %s
                          - Its jobs and its files: %s
                        """.formatted(commands.batch(ref.cadence(), ref.dataset()), commands.showBatch(ref))
                        + Wording.owners(contract);
        String subject = "Millrace: batch of %s FAILED: %s".formatted(ref.dataset(), reason);
        return new Notice(NoticeKind.FAILED, ref.dataset(), subject, text);
    }

    private Notice partial(Batch batch, Optional<DataContract> contract) {
        BatchRef ref = batch.ref();
        BatchCounts counts = batch.counts();
        String text = "The %s batch %s of dataset %s is done, but not all of its files are ingested.\n\n"
                        .formatted(ref.cadence(), ref.batch(), ref.dataset())
                + facts(batch)
                + """

                        What to do
                          - List them: %s
                          - Refused files were moved to the failed bucket, and are told of one by one; so are those that wait or failed.
                          - Files that failed, or are left (they are NEW), are taken by the next batch.
                        """.formatted(commands.showBatch(ref))
                + Wording.owners(contract);
        String subject = String.format(
                Locale.ROOT,
                "Millrace: batch of %s: %,d of %,d files ingested",
                ref.dataset(),
                counts.ingested(),
                counts.files());
        return new Notice(NoticeKind.REMARKS, ref.dataset(), subject, text);
    }

    private static String facts(Batch batch) {
        BatchCounts counts = batch.counts();
        return Wording.fact("Dataset", batch.ref().dataset())
                + Wording.fact("Batch", batch.ref().batch())
                + Wording.fact("Began", Wording.time(batch.began()))
                + (batch.ended() == null ? "" : Wording.fact("Ended", Wording.time(batch.ended())))
                + Wording.fact("Files", number(counts.files()))
                + Wording.fact(
                        "Ingested", "%s, with %s rows".formatted(number(counts.ingested()), number(counts.rows())))
                + Wording.fact("Refused", number(counts.rejected()))
                + Wording.fact("Held", number(counts.held()))
                + Wording.fact("Failed", number(counts.failed()))
                + (counts.left() == 0 ? "" : Wording.fact("Left", number(counts.left())));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
