package dev.millrace.updatebatch;

/// What `Begin Batch` answers its state machine.
///
/// @param reason for people
record BeginAnswer(Outcome outcome, String reason) {
    enum Outcome {
        BEGUN,
        /// Another batch of the dataset runs; the next one takes what this one would have taken.
        BUSY,
        /// It was closed before.
        OVER
    }
}
