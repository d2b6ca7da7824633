package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Asks the local cloud, which knows the callers and their policies, and checks the call's signature.
final class CloudGuard implements Guard {
    /// Read by `cloud.py`.
    private static final String ASKS = "X-Millrace-Asks";

    private final Front cloud;

    CloudGuard(Front cloud) {
        this.cloud = cloud;
    }

    @Override
    public void admit(HttpCall call, List<Right> rights) {
        ArrayNode asked = ProtocolJson.MAPPER.createArrayNode();
        rights.forEach(right -> {
            ObjectNode one = asked.addObject().put("action", right.action()).put("resource", right.resource());
            ObjectNode context = one.putObject("context");
            right.context().forEach(context::put);
        });
        Map<String, List<String>> headers = new TreeMap<>(call.headers());
        String encoded = Base64.getEncoder().encodeToString(asked.toString().getBytes(StandardCharsets.UTF_8));
        headers.put(ASKS, List.of(encoded));
        HttpReply reply = cloud.answer(new HttpCall(call.method(), call.target(), headers, call.body()));
        if (reply.status() != HttpReply.OK) {
            ObjectNode refusal = ProtocolJson.read(reply.body());
            throw new Refusal(
                    refusal.path("code").asText("InternalFailure"),
                    refusal.path("message").asText());
        }
    }
}
