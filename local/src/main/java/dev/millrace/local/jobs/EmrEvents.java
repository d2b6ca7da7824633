package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The events that EventBridge gets from EMR Serverless (EMR Serverless user guide, "Automating EMR Serverless with
/// Amazon EventBridge").
final class EmrEvents {
    private EmrEvents() {}

    /// "EMR Serverless Job Run State Change".
    ///
    /// @param described the run as GetJobRun answers
    /// @param before in the service's words
    static ObjectNode of(ObjectNode described, JobRun run, String before, String now) {
        JobRun.Snapshot snapshot = run.snapshot();
        ObjectNode detail = ProtocolJson.object();
        for (String name : new String[] {"jobRunId", "applicationId", "arn", "releaseLabel"}) {
            detail.put(name, described.path(name).asText());
        }
        detail.put("state", now)
                .put("previousState", before)
                .put("createdBy", described.path("createdBy").asText())
                .put("updatedAt", snapshot.changed().toString())
                .put("createdAt", snapshot.started().toString());
        return JobEvents.event("aws.emr-serverless", "EMR Serverless Job Run State Change", snapshot.changed(), detail);
    }
}
