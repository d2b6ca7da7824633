package dev.millrace.audit.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of an object since it was recorded.
///
/// @param at when the upload was recorded by S3
/// @param size of the object, in bytes, as HEAD says; -1 when it was gone before anybody looked
/// @param etag S3's entity tag of the version, without quotes; null when it was gone
/// @param sequencer S3's order mark of the event, hexadecimal; null when the object was not found by an event
/// @param uploader principal id of the uploader as the event names it; null when unknown
public record Arrival(
        Instant at,
        long size,
        @Nullable String etag,
        @Nullable String sequencer,
        @Nullable String uploader) {}
