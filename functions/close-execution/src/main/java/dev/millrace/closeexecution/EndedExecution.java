package dev.millrace.closeexecution;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.base.dispatch.Fault;
import org.jspecify.annotations.Nullable;

/// EventBridge's event "Step Functions Execution Status Change" (Step Functions developer guide, "Event payload of
/// execution status changes").
///
/// @param detail what happened
@JsonIgnoreProperties(ignoreUnknown = true)
record EndedExecution(@JsonProperty(required = true) Detail detail) {
    /// What happened.
    ///
    /// @param name of the execution
    /// @param status `FAILED`, `TIMED_OUT` or `ABORTED`
    /// @param input the execution's input, as JSON; null when it was too long for an event
    /// @param error name of the error that failed it; null when there is none
    /// @param cause of the error; null when there is none
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Detail(
            @JsonProperty(required = true) String executionArn,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String status,
            @Nullable String input,
            @Nullable String error,
            @Nullable String cause) {}

    /// The fault that ended it.
    Fault fault() {
        String error = detail.error() == null ? "Execution " + detail.status() : detail.error();
        String cause = detail.cause() == null ? "The execution ended as " + detail.status() : detail.cause();
        return new Fault(error, cause);
    }
}
