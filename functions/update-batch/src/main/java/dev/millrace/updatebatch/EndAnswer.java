package dev.millrace.updatebatch;

import dev.millrace.audit.batches.Batch;
import java.util.Optional;

/// What `Mark Batch Ingested` and `Mark Batch Failed` answer their state machine: where the batch stands.
record EndAnswer(Outcome outcome) {
    enum Outcome {
        /// The time was up; this is to be asked for again.
        MORE,
        EMPTY,
        SUCCEEDED,
        PARTIAL,
        FAILED
    }

    /// @param closed the batch as it was closed; empty when the time was up before
    static EndAnswer of(Optional<Batch> closed) {
        return new EndAnswer(
                closed.map(batch -> Outcome.valueOf(batch.state().name())).orElse(Outcome.MORE));
    }
}
