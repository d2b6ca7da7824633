package dev.millrace.controlcrawler;

import java.time.Instant;

/// What `Run Crawler State` answers its state machine.
///
/// @param outcome what is to be done next
/// @param previous when the crawl before this one began, which is none of ours; empty when there was none
/// @param began when it was first tried, which the limit counts from
/// @param started when this crawl was asked for
/// @param reason for people; empty when all is well
record RunAnswer(Outcome outcome, String previous, String began, String started, String reason) {
    enum Outcome {
        /// A crawl was started: see how it stands.
        STARTED,
        /// A crawl is running that may be another one's: wait, and run it again.
        BUSY,
        /// It took too long.
        TIMED_OUT
    }

    static RunAnswer of(Outcome outcome, String previous, Instant began, Instant started, String reason) {
        return new RunAnswer(outcome, previous, began.toString(), started.toString(), reason);
    }
}
