package dev.millrace.harness;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.identity.ObjectVersion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The event of an upload, as S3 writes it and the queue hands it on (S3 user guide, "Event message structure").
public final class UploadEvent {
    private UploadEvent() {}

    /// What S3 says.
    ///
    /// @param sequencer greater than that of any older version of the key
    public static String body(ObjectVersion object, String sequencer, Instant at) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode record = body.putArray("Records")
                .addObject()
                .put("eventVersion", "2.1")
                .put("eventName", "ObjectCreated:Put")
                .put("eventTime", at.toString());
        ObjectNode s3 = record.putObject("s3");
        s3.putObject("bucket").put("name", object.bucket());
        s3.putObject("object")
                .put(
                        "key",
                        URLEncoder.encode(object.key(), StandardCharsets.UTF_8).replace("%2F", "/"))
                .put("versionId", object.versionId())
                .put("sequencer", sequencer);
        return body.toString();
    }

    /// Messages of the queue, with the ids `m1`, `m2` and so on.
    public static SQSEvent of(List<String> bodies) {
        var messages = new ArrayList<SQSMessage>();
        for (String body : bodies) {
            var message = new SQSMessage();
            message.setMessageId("m" + (messages.size() + 1));
            message.setBody(body);
            messages.add(message);
        }
        var event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }
}
