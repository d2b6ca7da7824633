package dev.millrace.flow.ingestion;

import dev.millrace.base.identity.ObjectVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An object that S3 says was created.
///
/// @param at when S3 says so
/// @param sequencer S3's order mark among the versions of the key; null when the event has none
/// @param uploader principal id of the uploader; null when the event has none
public record Upload(
        ObjectVersion version,
        Instant at,
        @Nullable String sequencer,
        @Nullable String uploader) {}
