package dev.millrace.checks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// How Tasks try again: one way for all calls of functions, and one for each kind of wait.
final class StandardRetries {
    /// A version with SnapStart that was not called for 14 days has no snapshot, and gets one, in minutes, when it is
    /// called (AWS Lambda developer guide, "Troubleshooting SnapStart errors"). Nothing was done, so that to ask
    /// again is safe.
    private static final String WHILE_NOT_READY = """
            {"ErrorEquals": ["Lambda.SnapStartNotReadyException", "Lambda.SnapStartTimeoutException",
                             "Lambda.SnapStartException", "Lambda.SnapStartRegenerationFailureException",
                             "Lambda.ResourceNotReadyException", "Lambda.ResourceConflictException"],
             "IntervalSeconds": 15, "MaxAttempts": 20, "BackoffRate": 1.2, "MaxDelaySeconds": 60, "JitterStrategy": "FULL"}
            """;

    private static final String WHEN_THROTTLED = """
            {"ErrorEquals": ["Lambda.TooManyRequestsException"],
             "IntervalSeconds": 2, "MaxAttempts": 20, "BackoffRate": 1.5, "MaxDelaySeconds": 60, "JitterStrategy": "FULL"}
            """;

    /// A call of a function.
    static final JsonNode OF_A_CALL = StateMachine.json("[%s, %s, %s]".formatted(WHILE_NOT_READY, WHEN_THROTTLED, """
            {"ErrorEquals": ["dev.millrace.faults.ServiceFault",
                             "Lambda.ServiceException", "Lambda.AWSLambdaException",
                             "Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException", "Lambda.Unknown",
                             "Sandbox.Timedout", "States.Timeout"],
             "IntervalSeconds": 2, "MaxAttempts": 5, "BackoffRate": 2, "MaxDelaySeconds": 60, "JitterStrategy": "FULL"}
            """));

    /// Waiting for a job ends by a timeout, which is no fault of its launch. A launch waits longer for its turn: an
    /// older run is to be stopped, or too many run.
    static final JsonNode OF_A_LAUNCH =
            StateMachine.json("[%s, %s, %s]".formatted(WHILE_NOT_READY, WHEN_THROTTLED, """
            {"ErrorEquals": ["dev.millrace.faults.ServiceFault",
                             "Lambda.ServiceException", "Lambda.AWSLambdaException",
                             "Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException", "Lambda.Unknown",
                             "Sandbox.Timedout"],
             "IntervalSeconds": 5, "MaxAttempts": 15, "BackoffRate": 2, "MaxDelaySeconds": 120, "JitterStrategy": "FULL"}
            """));

    /// The start of another execution is tried again, never the execution: its name is used up. The first two names
    /// are those of AWS's documentation; the next two are built as those of other services are.
    static final JsonNode OF_A_START = StateMachine.json("""
            [{"ErrorEquals": ["StepFunctions.ExecutionLimitExceeded", "StepFunctions.AWSStepFunctionsException",
                              "StepFunctions.ExecutionLimitExceededException", "StepFunctions.SfnException",
                              "StepFunctions.SdkClientException"],
              "IntervalSeconds": 5, "MaxAttempts": 8, "BackoffRate": 2, "MaxDelaySeconds": 120, "JitterStrategy": "FULL"}]
            """);

    private StandardRetries() {}

    /// An execution outlives its waits for functions that have no snapshot: each function once, since it has one
    /// then. Else an execution of a file is timed out, which none of its states could write down.
    static List<String> waitForFunctionsWithinTheExecutionsTime(StateMachine machine) {
        var broken = new ArrayList<String>();
        int functions = new HashSet<>(machine.calls().values()).size();
        int most = machine.definition().path("TimeoutSeconds").asInt();
        machine.tasks().forEach((name, task) -> {
            double waits = functions * seconds(task.at("/Retry/0"));
            if (machine.calls().containsKey(name) && waits >= most) {
                broken.add("%s may wait %.0f s for each of %d functions, but an execution has %d s"
                        .formatted(name, waits / functions, functions, most));
            }
        });
        return broken;
    }

    /// How long all its waits are together at most.
    private static double seconds(JsonNode retrier) {
        double sum = 0;
        double next = retrier.path("IntervalSeconds").asDouble();
        for (int attempt = 1; attempt <= retrier.path("MaxAttempts").asInt(); attempt++) {
            sum += Math.min(next, retrier.path("MaxDelaySeconds").asDouble(Double.MAX_VALUE));
            next *= retrier.path("BackoffRate").asDouble();
        }
        return sum;
    }
}
