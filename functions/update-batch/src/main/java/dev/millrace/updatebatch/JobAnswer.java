package dev.millrace.updatebatch;

import org.jspecify.annotations.Nullable;

/// What `Prepare Job` answers its state machine.
///
/// @param job id of the job, the same for all batches of a dataset; null when there is nothing to do
/// @param fence of the batch: a later one's is greater, and its launch stops what is left of an earlier one's; 0 when
/// there is nothing to do
/// @param engine that it runs on; null when there is nothing to do
/// @param manifest place of what it is to do; null when there is nothing to do
record JobAnswer(
        Outcome outcome,
        @Nullable String job,
        long fence,
        @Nullable String engine,
        @Nullable String manifest) {
    enum Outcome {
        READY,
        /// No file is staged, or none has a row.
        NOTHING
    }

    static final JobAnswer NONE = new JobAnswer(Outcome.NOTHING, null, 0, null, null);
}
