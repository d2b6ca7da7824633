package dev.millrace.launchjob;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.audit.jobs.TaskToken;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobMark;

/// What a state asks for that waits for a job.
///
/// @param job id of the job
/// @param fence counts its launches that take each other's place
/// @param manifest where its input is described, an S3 URI
/// @param token to answer the state with
record LaunchRequest(
        @JsonProperty(required = true) String job,
        @JsonProperty(required = true) long fence,
        @JsonProperty(required = true) Engine engine,
        @JsonProperty(required = true) String manifest,
        @JsonProperty(required = true) String token) {
    JobMark mark() {
        return new JobMark(job, fence);
    }

    TaskToken taskToken() {
        return new TaskToken(token);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "%s on %s with %s".formatted(mark(), engine, manifest);
    }
}
