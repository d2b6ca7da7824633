package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is no service of AWS: `GET /_jobs/health`, and `/_jobs/faults`, to which POST adds a fault such as
/// `{"kind": "JOB_RUN_KILLED", "at": "text in its log"}`, of which GET lists those that have not happened yet, and
/// which DELETE empties.
final class ControlFront implements Front {
    /// What its paths begin with.
    static final String PATH = "/_jobs/";

    private static final String TYPE = "application/json";
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Faults faults;

    ControlFront(Faults faults) {
        this.faults = faults;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        return switch (call.method() + " " + call.path()) {
            case "GET /_jobs/health" ->
                HttpReply.json(HttpReply.OK, TYPE, ProtocolJson.object().put("status", "ok"));
            case "GET /_jobs/faults" -> left();
            case "POST /_jobs/faults" -> add(call);
            case "DELETE /_jobs/faults" -> {
                faults.clear();
                yield left();
            }
            default -> refusal(NOT_FOUND, "There is no %s %s".formatted(call.method(), call.path()));
        };
    }

    private HttpReply add(HttpCall call) {
        try {
            JsonNode asked = ProtocolJson.read(call.body());
            faults.add(new Faults.Fault(
                    Faults.Kind.valueOf(asked.path("kind").asText()),
                    asked.path("times").asInt(1),
                    asked.path("at").asText(),
                    asked.path("seconds").asInt(),
                    asked.path("message").asText()));
            return left();
        } catch (IllegalArgumentException | Refusal e) {
            return refusal(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private HttpReply left() {
        ObjectNode body = ProtocolJson.object();
        ArrayNode list = body.putArray("faults");
        faults.left()
                .forEach(fault -> list.addObject()
                        .put("kind", fault.kind().name())
                        .put("times", fault.times())
                        .put("at", fault.at())
                        .put("seconds", fault.seconds())
                        .put("message", fault.message()));
        return HttpReply.json(HttpReply.OK, TYPE, body);
    }

    private static HttpReply refusal(int status, String message) {
        return HttpReply.refusal(status, TYPE, new Refusal("ValidationException", message));
    }
}
