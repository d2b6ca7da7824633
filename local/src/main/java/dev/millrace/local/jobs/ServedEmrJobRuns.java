package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Job runs as EMR Serverless tells of them.
final class ServedEmrJobRuns {
    private static final int LONGEST_DETAILS = 256;
    private static final String STARTER = "arn:aws:sts::%s:assumed-role/local/caller".formatted(JobEvents.ACCOUNT);

    /// What a summary has of a run.
    private static final List<String> SUMMED_UP = List.of(
            "applicationId",
            "name",
            "mode",
            "arn",
            "createdBy",
            "createdAt",
            "updatedAt",
            "executionRole",
            "state",
            "stateDetails",
            "releaseLabel");

    private final EmrApplications applications;

    /// What was asked for, by the run's id.
    private final Map<String, ObjectNode> requests = new ConcurrentHashMap<>();

    ServedEmrJobRuns(EmrApplications applications) {
        this.applications = applications;
    }

    void keep(String run, ObjectNode request) {
        requests.put(run, request.deepCopy());
    }

    ObjectNode request(String run) {
        return requests.getOrDefault(run, ProtocolJson.object());
    }

    /// The service's word for a state. A run that takes too long is cancelled.
    static String word(JobRun.State state) {
        return switch (state) {
            case STARTING -> "SCHEDULED";
            case RUNNING -> "RUNNING";
            case STOPPING -> "CANCELLING";
            case SUCCEEDED -> "SUCCESS";
            case FAILED -> "FAILED";
            case STOPPED, TIMEOUT -> "CANCELLED";
        };
    }

    String arn(JobRun run) {
        return applications.get(run.owner()).path("arn").asText() + "/jobruns/" + run.id();
    }

    /// As GetJobRun answers.
    ObjectNode of(JobRun run) {
        JobRun.Snapshot now = run.snapshot();
        ObjectNode request = request(run.id());
        ObjectNode described = ProtocolJson.object()
                .put("applicationId", run.owner())
                .put("jobRunId", run.id())
                .put("arn", arn(run))
                .put("createdBy", STARTER)
                .put("createdAt", ProtocolJson.seconds(now.started()))
                .put("updatedAt", ProtocolJson.seconds(now.changed()))
                .put("executionRole", request.path("executionRoleArn").asText())
                .put("state", word(now.state()))
                .put("stateDetails", cut(now.message()))
                .put(
                        "releaseLabel",
                        applications.get(run.owner()).path("releaseLabel").asText())
                .put("mode", "BATCH")
                .put("attempt", 1)
                .put("executionTimeoutMinutes", run.work().timeout().toMinutes())
                .put("totalExecutionDurationSeconds", (int) now.lasted().toSeconds());
        described.set("jobDriver", request.path("jobDriver"));
        for (String copied : List.of("name", "tags", "configurationOverrides")) {
            if (request.has(copied)) {
                described.set(copied, request.path(copied));
            }
        }
        now.ended().ifPresent(ended -> described.put("endedAt", ProtocolJson.seconds(ended)));
        return described;
    }

    /// As ListJobRuns answers.
    ObjectNode summary(JobRun run) {
        ObjectNode described = of(run);
        ObjectNode summary = described.retain(SUMMED_UP);
        return summary.put("id", run.id()).put("type", "SPARK");
    }

    /// What the model allows of a message.
    private static String cut(String message) {
        String words = message.isBlank() ? "-" : message;
        return words.substring(0, Math.min(LONGEST_DETAILS, words.length()));
    }
}
