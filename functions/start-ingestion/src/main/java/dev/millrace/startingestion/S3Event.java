package dev.millrace.startingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.ingestion.Upload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the body of a queue message as S3's event notification (version 2.x; S3 user guide, "Event message
/// structure").
final class S3Event {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private S3Event() {}

    /// The records of a message, each to be read by itself with [#upload]: none for `s3:TestEvent`.
    ///
    /// @throws BadEvent when the message is none that S3 sends
    static List<JsonNode> records(@Nullable String body) {
        JsonNode event = parse(body);
        if ("s3:TestEvent".equals(event.path("Event").asText())) {
            return List.of();
        }
        JsonNode records = event.path("Records");
        if (!records.isArray()) {
            throw new BadEvent("The message is no S3 event: " + insteadOfRecords(event));
        }
        return records.valueStream().toList();
    }

    /// The upload that a record tells of; empty when it is an event of another kind.
    ///
    /// @throws BadEvent when the record lacks what is needed to act on it
    static Optional<Upload> upload(JsonNode record) {
        return isUpload(record) ? Optional.of(read(record)) : Optional.empty();
    }

    /// What the message is, where it can be told: other services send S3's events on in an envelope of theirs.
    private static String insteadOfRecords(JsonNode event) {
        if ("Notification".equals(event.path("Type").asText())) {
            return "it is a notification of SNS. Let the bucket notify the queue itself";
        }
        if (event.has("detail-type")) {
            return "it is an event of EventBridge. Let the bucket notify the queue itself";
        }
        return "it has no list 'Records'";
    }

    private static JsonNode parse(@Nullable String body) {
        try {
            JsonNode event = body == null ? null : MAPPER.readTree(body);
            if (event != null && event.isObject()) {
                return event;
            }
            throw new BadEvent("The message is no S3 event: it is no JSON object");
        } catch (JsonProcessingException e) {
            throw new BadEvent("The message is no S3 event: it is no JSON", e);
        }
    }

    private static boolean isUpload(JsonNode record) {
        String version = text(record, "eventVersion");
        if (!version.startsWith("2.")) {
            throw new BadEvent(
                    "The event has version '" + version + "', of which this release knows nothing; it reads 2.x");
        }
        return text(record, "eventName").startsWith("ObjectCreated:");
    }

    private static Upload read(JsonNode record) {
        JsonNode object = record.path("s3").path("object");
        String bucket = text(record.path("s3").path("bucket"), "name");
        String key = new EncodedKey(text(object, "key")).decode();
        String versionId = object.path("versionId").asText("");
        if (versionId.isEmpty() || versionId.equals("null")) {
            throw new BadEvent(
                    "The event has no version id. Switch versioning of the bucket on: without it files can be lost");
        }
        return new Upload(
                new ObjectVersion(bucket, key, versionId),
                time(text(record, "eventTime")),
                optional(object, "sequencer"),
                optional(record.path("userIdentity"), "principalId"));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new BadEvent("The event's time is no ISO 8601 time", e);
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new BadEvent("The message is no S3 event: a record lacks the text '" + field + "'");
        }
        return value.textValue();
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }
}
