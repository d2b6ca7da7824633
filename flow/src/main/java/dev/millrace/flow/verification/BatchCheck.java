package dev.millrace.flow.verification;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.flow.commands.Commands;
import java.util.List;

/// A batch that SUCCEEDED has left no file of it behind.
final class BatchCheck {
    private final Batches batches;
    private final AuditTable audit;
    private final Advised advised;

    BatchCheck(Batches batches, AuditTable audit, Commands commands) {
        this.batches = batches;
        this.audit = audit;
        this.advised = new Advised(commands);
    }

    /// Checks all batches of a dataset.
    Verified of(String dataset) {
        return batches.of(dataset).stream()
                .filter(batch -> batch.state() == BatchState.SUCCEEDED)
                .map(this::of)
                .reduce(Verified.NOTHING, Verified::plus);
    }

    private Verified of(Batch batch) {
        List<ObjectId> files = batches.pages(batch.ref()).stream()
                .flatMap(page -> page.files().stream())
                .toList();
        return audit.findAll(files).stream()
                .filter(record -> !record.state().terminal())
                .map(record -> left(batch, record))
                .reduce(new Verified(List.of(), files.size(), 0, List.of()), Verified::plus);
    }

    private Verified left(Batch batch, AuditRecord record) {
        return new Verified(
                List.of(new Violation(
                        batch.ref().dataset(),
                        batch.ref().dataset(),
                        record.oid().hex(),
                        "It is %s, but its batch %s has SUCCEEDED"
                                .formatted(record.state(), batch.ref().batch()),
                        advised.batch(batch.ref().cadence(), batch.ref().dataset()))),
                0,
                0,
                List.of());
    }
}
