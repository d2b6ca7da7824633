package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Job runs as Glue tells of them.
final class ServedGlueJobRuns {
    private static final int LONGEST_NAME = 255;

    /// What was asked for, by the run's id.
    private final Map<String, ObjectNode> requests = new ConcurrentHashMap<>();

    void keep(JobRun run, ObjectNode request) {
        requests.put(run.id(), request.deepCopy());
    }

    /// As GetJobRun answers. Its arguments are those of the run, without the job's own.
    ObjectNode of(JobRun run) {
        JobRun.Snapshot now = run.snapshot();
        ObjectNode request = requests.getOrDefault(run.id(), ProtocolJson.object());
        ObjectNode described = ProtocolJson.object()
                .put("Id", run.id())
                .put("Attempt", 0)
                .put(
                        "JobName",
                        run.owner()
                                .substring(0, Math.min(LONGEST_NAME, run.owner().length())))
                .put("JobMode", "SCRIPT")
                .put("StartedOn", ProtocolJson.seconds(now.started()))
                .put("LastModifiedOn", ProtocolJson.seconds(now.changed()))
                .put("JobRunState", now.state().name())
                .put("ExecutionTime", (int) now.lasted().toSeconds())
                .put("Timeout", (int) Math.max(1, run.work().timeout().toMinutes()))
                .put("WorkerType", request.path("WorkerType").asText("G.1X"))
                .put("NumberOfWorkers", request.path("NumberOfWorkers").asInt(2))
                .put("GlueVersion", "5.0")
                .put("ExecutionClass", "STANDARD")
                .put("LogGroupName", "/aws-glue/jobs");
        described.putArray("PredecessorRuns");
        described.set("Arguments", request.has("Arguments") ? request.path("Arguments") : ProtocolJson.object());
        now.ended().ifPresent(ended -> described.put("CompletedOn", ProtocolJson.seconds(ended)));
        if (now.state() == JobRun.State.FAILED || now.state() == JobRun.State.TIMEOUT) {
            described.put("ErrorMessage", now.message());
        }
        return described;
    }
}
