package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.Access;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// EMR Serverless' applications. One is always there: the local cloud cannot make it from a template.
final class EmrApplications {
    /// Id of the one that is always there.
    static final String GIVEN = "00millracelocal1";

    private static final String RELEASE = "emr-7.9.0";

    private final Map<String, ObjectNode> applications = new ConcurrentHashMap<>();
    private final Map<String, String> byToken = new ConcurrentHashMap<>();
    private final EmrIds ids = new EmrIds();
    private final Clock clock;

    EmrApplications(Clock clock) {
        this.clock = clock;
        put(
                GIVEN,
                ProtocolJson.object()
                        .put("name", "millrace")
                        .put("releaseLabel", RELEASE)
                        .put("type", "Spark"));
    }

    /// As CreateApplication answers; twice with one token makes one application.
    ObjectNode create(ObjectNode input) {
        String id = byToken.computeIfAbsent(input.path("clientToken").asText(), token -> {
            String made = ids.next();
            put(made, input);
            return made;
        });
        ObjectNode application = get(id);
        ObjectNode answer = ProtocolJson.object()
                .put("applicationId", id)
                .put("arn", application.path("arn").asText());
        if (application.has("name")) {
            answer.put("name", application.path("name").asText());
        }
        return answer;
    }

    /// As GetApplication describes it.
    ///
    /// @throws Refusal when there is none
    ObjectNode get(String id) {
        return Optional.ofNullable(applications.get(id))
                .map(ObjectNode::deepCopy)
                .orElseThrow(
                        () -> new Refusal("ResourceNotFoundException", "Application %s does not exist".formatted(id)));
    }

    private void put(String id, ObjectNode input) {
        ObjectNode application = input.deepCopy();
        application.remove("clientToken");
        application
                .put("applicationId", id)
                .put(
                        "arn",
                        "arn:aws:emr-serverless:%s:%s:/applications/%s"
                                .formatted(Access.REGION.id(), JobEvents.ACCOUNT, id))
                .put("state", "STARTED")
                .put("createdAt", ProtocolJson.seconds(clock.instant()))
                .put("updatedAt", ProtocolJson.seconds(clock.instant()));
        applications.put(id, application);
    }
}
