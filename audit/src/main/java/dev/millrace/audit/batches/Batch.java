package dev.millrace.audit.batches;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The record of a batch.
///
/// @param ref which one
/// @param state where it stands
/// @param executionArn ARN of its execution
/// @param began when it began; files that came later are the next one's
/// @param ended when it was closed; null while it runs
/// @param committed whether its rows are in the table for good: from then on it can only be completed
/// @param counts what became of its files; those of a running batch are of the pages that are marked
/// @param reason why it failed, for people; null unless so
/// @param fence of its jobs: greater than that of any batch of its dataset that began before
public record Batch(
        BatchRef ref,
        BatchState state,
        String executionArn,
        Instant began,
        @Nullable Instant ended,
        boolean committed,
        BatchCounts counts,
        @Nullable String reason,
        long fence) {
    /// Why a batch failed whose execution ended without a word.
    public static final String DIED = "Its execution ended without closing it";
}
