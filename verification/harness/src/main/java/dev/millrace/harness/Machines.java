package dev.millrace.harness;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.asl.AslCall;
import dev.millrace.asl.AslOutcome;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What functions and jobs run on.
public interface Machines {
    /// Something that runs.
    @FunctionalInterface
    interface Body {
        /// Runs it.
        void run() throws IOException;
    }

    /// Runs a function for a state machine.
    ///
    /// @param call what the state asks for
    /// @param handler of the function
    /// @param done gets `Payload` and `StatusCode`, or the error by the name of the exception's class
    void invoke(AslCall call, RequestStreamHandler handler, Consumer<AslOutcome> done);

    /// Runs something that no state waits for: a function for an event, or a job.
    ///
    /// @param name for people
    /// @param ended hears what it ended with; null when it returned
    void run(String name, Body body, Consumer<@Nullable Throwable> ended);
}
