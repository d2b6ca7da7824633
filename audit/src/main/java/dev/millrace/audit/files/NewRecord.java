package dev.millrace.audit.files;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
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
        @Nullable String reason,
        VersionOrder order,
        @Nullable String linkedTo,
        @Nullable String replaces) {

    /// An object whose order its sequencer gives.
    public NewRecord(
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
        this(
                key,
                version,
                state,
                arrived,
                size,
                etag,
                sequencer,
                uploader,
                executionArn,
                reason,
                VersionOrder.of(sequencer).orElse(VersionOrder.FIRST),
                null,
                null);
    }

    public NewRecord {
        if (!AuditState.FIRST.contains(state)) {
            throw new IllegalArgumentException("No record begins as " + state);
        }
    }
}
