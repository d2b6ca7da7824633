package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.asl.AslCall;
import dev.millrace.asl.AslDefinition;
import dev.millrace.asl.AslError;
import dev.millrace.asl.AslOutcome;
import dev.millrace.asl.AslServices;
import dev.millrace.journeys.LambdaFaults.Moment;
import dev.millrace.journeys.LambdaFaults.TaskCall;
import dev.millrace.testing.LambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Lambda, as a Task calls it: the functions' handlers, by the names that stand for them.
final class LambdaService implements AslServices {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, RequestStreamHandler> functions;
    private final LambdaFaults faults;

    LambdaService(Map<String, RequestStreamHandler> functions, LambdaFaults faults) {
        this.functions = Map.copyOf(functions);
        this.faults = faults;
    }

    boolean has(String function) {
        return functions.containsKey(function);
    }

    @Override
    public void invoke(AslCall call, Consumer<AslOutcome> done) {
        AslOutcome outcome;
        try {
            outcome = new AslOutcome.Answer(
                    invoke(call.state(), AslDefinition.substituted(call.function()), call.attempt(), call.payload()));
        } catch (AslError e) {
            outcome = new AslOutcome.Failure(e.error(), e.reason());
        }
        done.accept(outcome);
    }

    /// Calls a function.
    ///
    /// @param attempt of the state's visit, from 1
    /// @return what the integration `lambda:invoke` gives: `Payload` and `StatusCode`
    /// @throws AslError when it threw, under the name of the exception's class
    private JsonNode invoke(String state, String function, int attempt, JsonNode payload) throws AslError {
        TaskCall call = faults.arrived(state, function, attempt);
        faults.strike(call, Moment.BEFORE);
        ObjectNode result = MAPPER.createObjectNode();
        result.set("Payload", answer(Objects.requireNonNull(functions.get(function)), payload));
        result.put("StatusCode", 200).put("ExecutedVersion", "1");
        faults.strike(call, Moment.AFTER);
        return result;
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
