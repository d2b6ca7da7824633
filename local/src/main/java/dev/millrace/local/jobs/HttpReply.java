package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;

/// What is answered.
///
/// @param status of HTTP; [#LOST] when the connection ends without an answer
record HttpReply(int status, Map<String, List<String>> headers, Bytes body) {
    /// No status: the caller never hears what became of its request.
    static final int LOST = 0;

    static final int OK = 200;

    HttpReply {
        headers = Map.copyOf(headers);
    }

    static HttpReply json(int status, String contentType, JsonNode body) {
        return new HttpReply(status, Map.of("Content-Type", List.of(contentType)), Bytes.of(body.toString()));
    }

    static HttpReply lost() {
        return new HttpReply(LOST, Map.of(), Bytes.of(""));
    }

    /// A refusal, in the form that SDKs read for both JSON protocols.
    static HttpReply refusal(int status, String contentType, Refusal refusal) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("__type", refusal.code());
        body.put("message", refusal.text());
        return new HttpReply(
                status,
                Map.of("Content-Type", List.of(contentType), "x-amzn-ErrorType", List.of(refusal.code())),
                Bytes.of(body.toString()));
    }
}
