package dev.millrace.cli.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Printable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of the dead-letter queue, as people look at it. Only start-ingestion decides whether it can be taken.
///
/// @param messageId as SQS names it
/// @param sent when it was first sent; null when SQS does not say so
/// @param objects the objects that it tells of, as `s3://bucket/key#versionId`
/// @param problem why it is no event of S3; null when it looks like one
record DeadLetter(
        String messageId,
        @Nullable Instant sent,
        List<String> objects,
        @Nullable String problem) {
    private static final int SHOWN = 80;

    DeadLetter {
        objects = List.copyOf(objects);
    }

    static DeadLetter of(String messageId, @Nullable Instant sent, String body) {
        JsonNode event;
        try {
            event = Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return broken(messageId, sent, "it is no JSON: " + Printable.of(body, SHOWN));
        }
        if ("s3:TestEvent".equals(event.path("Event").asText())) {
            return broken(messageId, sent, "it is a test of S3, which names no object");
        }
        if (!event.path("Records").isArray()) {
            return broken(messageId, sent, "it has no list 'Records': " + Printable.of(body, SHOWN));
        }
        List<String> objects = event.path("Records")
                .valueStream()
                .map(record -> object(record.path("s3")))
                .toList();
        return new DeadLetter(messageId, sent, objects, null);
    }

    private static DeadLetter broken(String messageId, @Nullable Instant sent, String problem) {
        return new DeadLetter(messageId, sent, List.of(), problem);
    }

    /// What a record tells of, question marks where it does not say.
    private static String object(JsonNode s3) {
        return "s3://%s/%s#%s"
                .formatted(
                        Printable.of(s3.path("bucket").path("name").asText("?")),
                        Printable.of(decoded(s3.path("object").path("key").asText("?"))),
                        Printable.of(s3.path("object").path("versionId").asText("?")));
    }

    /// The key, which events carry form-encoded; as it stands when that cannot be undone.
    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return key;
        }
    }

    /// What it is about, in one printable line.
    String about() {
        if (problem != null) {
            return "no event of S3: " + problem;
        }
        return objects.isEmpty() ? "an event of S3 without objects" : String.join(", ", objects);
    }

    ObjectNode json() {
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("messageId", messageId)
                .put("sent", sent == null ? null : sent.toString())
                .put("problem", problem);
        ArrayNode list = node.putArray("objects");
        objects.forEach(list::add);
        return node;
    }
}
