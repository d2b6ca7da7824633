package dev.millrace.closeexecution;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.files.ExecutionFaults;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.identity.ObjectId;
import java.util.function.BiFunction;

/// Makes the function with ports from elsewhere.
public final class CloseExecutionFunction {
    private CloseExecutionFunction() {}

    /// The function.
    ///
    /// @param owners tells the owners of an object of a fault
    public static RequestStreamHandler of(ExecutionFaults faults, BiFunction<ObjectId, Fault, ?> owners) {
        return new CloseExecutionHandler(new Closing(faults, owners::apply), (ended, deadline) -> {
            throw new IllegalStateException("No batch runs in the simulation");
        });
    }
}
