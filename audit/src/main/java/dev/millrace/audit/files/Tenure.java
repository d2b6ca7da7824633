package dev.millrace.audit.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who may write an object's record.
///
/// @param fence counter raised by each claim; 0 before the first
/// @param claimant name of the execution that holds or last held the claim; null before the first
/// @param leaseUntil when the claim ends without a sign of life; null when no claim is held
/// @param executionArn ARN of the object's latest execution; null when none was started
public record Tenure(
        long fence,
        @Nullable String claimant,
        @Nullable Instant leaseUntil,
        @Nullable String executionArn) {}
