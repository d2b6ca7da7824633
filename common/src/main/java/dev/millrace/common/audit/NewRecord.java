package dev.millrace.common.audit;

import dev.millrace.common.identity.ObjectVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An object that was just heard of; see [AuditRecord] for the fields.
public record NewRecord(
        AuditKey key,
        ObjectVersion version,
        AuditState state,
        Instant arrived,
        long size,
        @Nullable String etag,
        @Nullable String sequencer,
        @Nullable String uploader,
        @Nullable String executionArn,
        @Nullable String reason) {

    public NewRecord {
        if (!AuditState.FIRST.contains(state)) {
            throw new IllegalArgumentException("No record begins as " + state);
        }
    }
}
