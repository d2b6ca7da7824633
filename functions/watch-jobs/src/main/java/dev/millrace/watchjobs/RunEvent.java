package dev.millrace.watchjobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contract.Printable;
import dev.millrace.engines.emrserverless.EmrJobRuns;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.runs.Engine;
import dev.millrace.engines.runs.RunStatus;
import org.jspecify.annotations.Nullable;

/// EventBridge's events "Glue Job State Change" (Glue user guide, "Automating with EventBridge") and "EMR Serverless
/// Job Run State Change" (EMR Serverless user guide, "Automating with EventBridge").
///
/// @param kind name of the event
/// @param detail what happened
@JsonIgnoreProperties(ignoreUnknown = true)
record RunEvent(
        @JsonProperty(value = "detail-type", required = true)
        String kind,

        @JsonProperty(required = true) Detail detail) {
    /// What happened.
    ///
    /// @param jobName name of the Glue job; null of EMR Serverless
    /// @param applicationId id of the EMR Serverless application; null of Glue
    /// @param jobRunId id of the run
    /// @param state of the run by its engine
    /// @param message of Glue; null of EMR Serverless
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Detail(
            @Nullable String jobName,
            @Nullable String applicationId,
            @JsonProperty(required = true) String jobRunId,
            @JsonProperty(required = true) String state,
            @Nullable String message) {}

    Engine engine() {
        return switch (kind) {
            case "Glue Job State Change" -> Engine.GLUE;
            case "EMR Serverless Job Run State Change" -> Engine.EMR_SERVERLESS;
            default ->
                throw new IllegalArgumentException("No event of a job's run: " + Printable.of(kind, 100)
                        + ". Let the rule pass those of Glue jobs and of EMR Serverless job runs only.");
        };
    }

    /// The Glue job or EMR Serverless application whose run it is.
    @Nullable String owner() {
        return engine() == Engine.GLUE ? detail.jobName() : detail.applicationId();
    }

    RunStatus.Phase phase() {
        return engine() == Engine.GLUE ? GlueJobRuns.phase(detail.state()) : EmrJobRuns.phase(detail.state());
    }
}
