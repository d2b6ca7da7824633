package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The events that EventBridge gets from Glue (EventBridge's reference, "AWS Glue events").
final class GlueEvents {
    private GlueEvents() {}

    /// "Glue Job State Change", of a run that has ended.
    static ObjectNode of(JobRun run) {
        JobRun.Snapshot end = run.snapshot();
        String severity = switch (end.state()) {
            case FAILED -> "ERROR";
            case TIMEOUT -> "WARN";
            case SUCCEEDED, STOPPED -> "INFO";
            case STARTING, RUNNING, STOPPING -> throw new IllegalArgumentException(run.id() + " has not ended");
        };
        ObjectNode detail = ProtocolJson.object()
                .put("jobName", run.owner())
                .put("severity", severity)
                .put("state", end.state().name())
                .put("jobRunId", run.id())
                .put("message", end.message());
        return JobEvents.event("aws.glue", "Glue Job State Change", end.changed(), detail);
    }
}
