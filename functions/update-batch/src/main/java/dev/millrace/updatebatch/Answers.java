package dev.millrace.updatebatch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the steps answer their state machine. Its Choices know the names of these outcomes.
final class Answers {
    private Answers() {}

    /// Whether the batch may begin.
    ///
    /// @param reason for people
    record Begin(Outcome outcome, String reason) {
        enum Outcome {
            BEGUN,
            /// Another batch of the dataset runs; the next one takes what this one would have taken.
            BUSY,
            /// It was closed before.
            OVER
        }
    }

    /// The next files.
    ///
    /// @param page number of the page
    /// @param files ids of the files that are claimed; none when the list is at its end
    record NewList(Outcome outcome, int page, List<String> files) {
        enum Outcome {
            PAGE,
            NONE_LEFT
        }
    }

    /// What the job is to do.
    ///
    /// @param job id of the job; null when there is nothing to do
    /// @param engine that it runs on; null when there is nothing to do
    /// @param manifest place of what it is to do; null when there is nothing to do
    record Job(
            Outcome outcome,
            @Nullable String job,
            @Nullable String engine,
            @Nullable String manifest) {
        enum Outcome {
            READY,
            /// No file is staged.
            NOTHING
        }

        static final Job NONE = new Job(Outcome.NOTHING, null, null, null);
    }

    /// Where the batch stands.
    record End(Outcome outcome) {
        enum Outcome {
            /// The time was up; this is to be asked for again.
            MORE,
            EMPTY,
            SUCCEEDED,
            PARTIAL,
            FAILED
        }
    }

    /// The rows are in the table for good.
    record Committed(long rows, int partitions) {}
}
