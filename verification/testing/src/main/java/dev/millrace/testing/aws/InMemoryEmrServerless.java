package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Job runs of EMR Serverless, which end when they are told to (EMR Serverless API reference).
public final class InMemoryEmrServerless implements AwsServer {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ACCOUNT = "111122223333";

    /// What StartJobRun heeds.
    private static final Set<String> STARTED_WITH = Set.of(
            "clientToken",
            "executionRoleArn",
            "jobDriver",
            "configurationOverrides",
            "name",
            "executionTimeoutMinutes");

    private final Clock clock;
    private final Set<String> applications = new HashSet<>();
    private final Map<String, ObjectNode> runs = new LinkedHashMap<>();
    private final Map<String, ObjectNode> requests = new HashMap<>();
    private final Map<String, String> byToken = new HashMap<>();
    private Consumer<String> onStart = run -> {};

    InMemoryEmrServerless(Clock clock) {
        this.clock = clock;
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    /// Makes an application.
    public synchronized String application(String id) {
        applications.add(id);
        return id;
    }

    /// Ids of all runs, in the order they were started.
    public synchronized List<String> runs() {
        return List.copyOf(runs.keySet());
    }

    /// The request that a run was started with.
    public synchronized JsonNode request(String run) {
        run(run);
        return requests.getOrDefault(run, MAPPER.createObjectNode());
    }

    /// The state of a run.
    public synchronized String state(String run) {
        return run(run).path("state").asText();
    }

    /// Moves a run to a state.
    public synchronized void move(String run, String state, String details) {
        run(run).put("state", state).put("stateDetails", details).put("updatedAt", seconds(clock.instant()));
    }

    /// Tells somebody of each run that is started from now on, before its starter gets the answer.
    public synchronized void onStart(Consumer<String> listener) {
        onStart = listener;
    }

    static String operation(SdkHttpRequest http) {
        boolean one = path(http).size() > 3;
        return switch (http.method()) {
            case POST -> "StartJobRun";
            case DELETE -> "CancelJobRun";
            default -> one ? "GetJobRun" : "ListJobRuns";
        };
    }

    private static List<String> path(SdkHttpRequest http) {
        return List.of(http.encodedPath().substring(1).split("/", -1));
    }

    @Override
    public synchronized AwsAnswer answer(AwsRequest request) {
        try {
            List<String> path = path(request.http());
            String application = path.get(1);
            if (!applications.contains(application)) {
                throw new Refusal(404, "ResourceNotFoundException", "Application " + application + " does not exist");
            }
            ObjectNode answer = switch (request.operation()) {
                case "StartJobRun" ->
                    start(application, (ObjectNode)
                            MAPPER.readTree(request.body().asByteArray()));
                case "GetJobRun" -> get(path.get(3));
                case "ListJobRuns" -> list(application, request.http());
                default -> cancel(application, path.get(3), request.http().method());
            };
            return AwsAnswer.text(200, "application/json", answer.toString());
        } catch (Refusal e) {
            return Failures.answer(request, e.status, e.code, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Failures.answer(request, 400, "ValidationException", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode start(String application, ObjectNode asked) {
        var others = new TreeSet<String>();
        asked.fieldNames().forEachRemaining(others::add);
        others.removeAll(STARTED_WITH);
        if (!others.isEmpty()) {
            throw new Refusal(400, "NotImplemented", "This service in memory does not heed " + others);
        }
        String token = asked.path("clientToken").asText();
        String known = byToken.get(application + " " + token);
        if (known != null) {
            if (!asked.equals(requests.get(known))) {
                throw new Refusal(409, "ConflictException", "The client token was used with another request");
            }
            return started(run(known));
        }
        String id = "00f%013d".formatted(runs.size() + 1);
        ObjectNode run = MAPPER.createObjectNode();
        run.setAll(asked.deepCopy());
        run.remove(List.of("clientToken", "executionRoleArn"));
        run.put("applicationId", application)
                .put("jobRunId", id)
                .put(
                        "arn",
                        "arn:aws:emr-serverless:eu-central-1:%s:/applications/%s/jobruns/%s"
                                .formatted(ACCOUNT, application, id))
                .put("executionRole", asked.path("executionRoleArn").asText())
                .put("createdBy", "arn:aws:sts::%s:assumed-role/launch/session".formatted(ACCOUNT))
                .put("createdAt", seconds(clock.instant()))
                .put("updatedAt", seconds(clock.instant()))
                .put("state", "SUBMITTED")
                .put("stateDetails", "")
                .put("releaseLabel", "emr-7.10.0");
        runs.put(id, run);
        requests.put(id, asked);
        byToken.put(application + " " + token, id);
        onStart.accept(id);
        return started(run);
    }

    private static ObjectNode started(ObjectNode run) {
        return run.deepCopy().retain("applicationId", "jobRunId", "arn");
    }

    private ObjectNode get(String id) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.set("jobRun", run(id).deepCopy());
        return answer;
    }

    /// Newest first, without what the runs were started with.
    private ObjectNode list(String application, SdkHttpRequest http) {
        Instant after = http.firstMatchingRawQueryParameter("createdAtAfter")
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode list = answer.putArray("jobRuns");
        List.copyOf(runs.values()).reversed().stream()
                .filter(r -> r.path("applicationId").asText().equals(application))
                .filter(r -> r.path("createdAt").asDouble() > seconds(after))
                .forEach(r -> {
                    ObjectNode summary = r.deepCopy();
                    summary.put("id", r.path("jobRunId").asText());
                    summary.remove(List.of("jobRunId", "jobDriver", "configurationOverrides"));
                    list.add(summary);
                });
        return answer;
    }

    private ObjectNode cancel(String application, String id, @Nullable SdkHttpMethod method) {
        if (method != SdkHttpMethod.DELETE) {
            throw new Refusal(400, "NotImplemented", "This service in memory has not " + method);
        }
        ObjectNode run = run(id);
        if (!List.of("SUCCESS", "FAILED", "CANCELLED")
                .contains(run.path("state").asText())) {
            run.put("state", "CANCELLING");
        }
        return MAPPER.createObjectNode().put("applicationId", application).put("jobRunId", id);
    }

    private ObjectNode run(String id) {
        ObjectNode run = runs.get(id);
        if (run == null) {
            throw new Refusal(404, "ResourceNotFoundException", "Job run " + id + " does not exist");
        }
        return run;
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
