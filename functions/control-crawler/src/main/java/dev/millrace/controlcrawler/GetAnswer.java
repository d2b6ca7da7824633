package dev.millrace.controlcrawler;

/// What `Get Crawler State` answers its state machine.
///
/// @param outcome what is to be done next
/// @param reason for people; empty when all is well
record GetAnswer(Outcome outcome, String reason) {
    enum Outcome {
        /// It goes on: wait, and get its state again.
        RUNNING,
        /// A crawl that began after it was asked for has succeeded.
        SUCCEEDED,
        /// It was cancelled, or never began, or the crawler is gone: run it again.
        AGAIN,
        /// It failed.
        FAILED,
        /// It took too long.
        TIMED_OUT
    }
}
