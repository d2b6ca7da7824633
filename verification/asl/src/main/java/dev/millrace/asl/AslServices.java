package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/// What Tasks ask for.
public interface AslServices {
    /// Calls a function (`lambda:invoke`).
    ///
    /// @param done gets `Payload` and `StatusCode`, or the error by the name of the exception's class
    void invoke(AslCall call, Consumer<AslOutcome> done);

    /// A new task token (`waitForTaskToken`).
    ///
    /// @param done gets what the token is answered with
    default String token(Consumer<AslOutcome> done) {
        throw new UnsupportedOperationException("No state waits for a task token here");
    }

    /// Starts an execution and waits for its end (`startExecution.sync:2`).
    ///
    /// @param stateMachine as the state machine names it, such as `${IngestPageStateMachine}`
    /// @param done gets the description of the execution, with `Output` as JSON
    default void start(String stateMachine, String name, JsonNode input, Consumer<AslOutcome> done) {
        throw new UnsupportedOperationException("No execution is started here");
    }
}
