package dev.millrace.validatefile;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Claim;

/// What `Validate File` answers its state machine: references and the verdict, nothing else.
///
/// @param claim under which the following states write
/// @param verdict where the file goes now
/// @param state where its audit record stands
record ValidateAnswer(Claim claim, Outcome verdict, String state) {
    enum Outcome {
        /// Load it.
        VALID,
        /// Move it to the failed bucket.
        INVALID,
        /// Tell its owners that it waits.
        HELD,
        /// The batch's job judges it, for it is too big to be read here.
        LEFT_TO_JOB,
        /// It is gone, closed, or in the hands of another execution.
        NOTHING
    }

    static ValidateAnswer of(AuditRecord record, Outcome verdict) {
        return new ValidateAnswer(record.claim(), verdict, record.state().name());
    }
}
