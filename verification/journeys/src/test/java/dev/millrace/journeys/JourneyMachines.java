package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.asl.AslCall;
import dev.millrace.asl.AslDefinition;
import dev.millrace.asl.AslError;
import dev.millrace.asl.AslOutcome;
import dev.millrace.harness.Machines;
import dev.millrace.journeys.LambdaFaults.Moment;
import dev.millrace.journeys.LambdaFaults.TaskCall;
import dev.millrace.testing.LambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Machines on which everything runs at once, in this thread. Faults strike the calls of state machines.
final class JourneyMachines implements Machines {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LambdaFaults faults;
    private final Consumer<String> onStart;

    JourneyMachines(LambdaFaults faults) {
        this(faults, name -> {});
    }

    /// @param onStart is told what begins to run: the name of a state, or of what runs for an event
    JourneyMachines(LambdaFaults faults, Consumer<String> onStart) {
        this.faults = faults;
        this.onStart = onStart;
    }

    @Override
    public void run(String name, Body body, Consumer<@Nullable Throwable> ended) {
        onStart.accept(name);
        Throwable failure = null;
        try {
            body.run();
        } catch (AssertionError e) {
            // Of the tests, not of the function.
            throw e;
        } catch (Throwable e) {
            failure = e;
        }
        ended.accept(failure);
    }

    @Override
    public void invoke(AslCall call, RequestStreamHandler handler, Consumer<AslOutcome> done) {
        AslOutcome outcome;
        try {
            outcome = AslOutcome.ofLambda(invoke(call, handler));
        } catch (AslError e) {
            outcome = new AslOutcome.Failure(e.error(), e.reason());
        }
        done.accept(outcome);
    }

    /// Calls a function.
    ///
    /// @return what it answered
    /// @throws AslError when it threw, under the name of the exception's class
    private JsonNode invoke(AslCall asked, RequestStreamHandler handler) throws AslError {
        TaskCall call = faults.arrived(asked.state(), AslDefinition.substituted(asked.function()), asked.attempt());
        faults.strike(call, Moment.BEFORE);
        onStart.accept(asked.state());
        JsonNode payload = answer(handler, asked.payload());
        faults.strike(call, Moment.AFTER);
        return payload;
    }

    private static JsonNode answer(RequestStreamHandler handler, JsonNode payload) throws AslError {
        var output = new ByteArrayOutputStream();
        byte[] input = payload.toString().getBytes(StandardCharsets.UTF_8);
        try {
            handler.handleRequest(new ByteArrayInputStream(input), output, new LambdaContext());
        } catch (AssertionError e) {
            // Of the tests, not of the function.
            throw e;
        } catch (Throwable e) {
            throw new AslError(e.getClass().getName(), report(e));
        }
        try {
            return MAPPER.readTree(output.toByteArray());
        } catch (IOException e) {
            throw new AssertionError("The function's answer is no JSON: " + output.toString(StandardCharsets.UTF_8), e);
        }
    }

    /// What Lambda's runtime for Java reports of an exception.
    private static String report(Throwable e) {
        ObjectNode report = MAPPER.createObjectNode();
        report.put("errorMessage", e.getMessage()).put("errorType", e.getClass().getName());
        for (StackTraceElement frame : e.getStackTrace()) {
            report.withArray("stackTrace").add(frame.toString());
        }
        return report.toString();
    }
}
