package dev.millrace.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.json.Json;
import dev.millrace.faults.NotSetUp;
import dev.millrace.flow.commands.Commands;
import dev.millrace.local.UserError;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/// The stack's functions, called by their alias as the state machine calls them.
public final class Functions {
    public static final String ALIAS = "live";

    private static final int TOO_MANY_REQUESTS = 429;

    /// No function of Lambda runs longer.
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(16);

    private final Stack stack;
    private final LambdaClient lambda;
    private final ReadyFunctions ready;

    /// @param remarks is told when a function is waited for
    public Functions(Stack stack, Consumer<String> remarks) {
        this.stack = stack;
        this.ready = new ReadyFunctions(remarks, Pauses::pause);
        this.lambda = stack.aws().client(LambdaClient.builder(), ANSWER_WITHIN);
    }

    /// Calls a function and waits for its answer; first for the function itself, when Lambda has to make it ready.
    ///
    /// @throws Trouble when the function answers with an error, or is not ready for ten minutes
    public JsonNode invoke(FunctionName function, JsonNode event) {
        InvokeResponse response = ready.call(function, () -> call(function, event));
        JsonNode answer = parse(response.payload().asUtf8String());
        if (response.functionError() != null) {
            throw error(
                    function,
                    answer.path("errorType").asText(response.functionError()),
                    answer.path("errorMessage").asText(answer.toString()),
                    stack.commands());
        }
        return answer;
    }

    private InvokeResponse call(FunctionName function, JsonNode event) {
        try {
            return lambda.invoke(i -> i.functionName(stack.physicalId(function.logicalId()))
                    .qualifier(ALIAS)
                    .payload(SdkBytes.fromUtf8String(event.toString())));
        } catch (LambdaException e) {
            throw e.statusCode() == TOO_MANY_REQUESTS ? throttled(function, e) : e;
        }
    }

    /// What a person is to hear of a call that Lambda refused since too much is going on.
    static UserError throttled(FunctionName function, LambdaException refusal) {
        return new UserError(
                "%s was not called: the account runs as many functions at once as it may, and nothing was done. Give the same command again in a minute. If that lasts, ask AWS for a higher limit of concurrent executions."
                        .formatted(function.logicalId()),
                refusal);
    }

    /// What a person is to hear of a function's error. One that says what to do needs no look at the log.
    static UserError error(FunctionName function, String type, String message, Commands commands) {
        if (type.equals(NotSetUp.class.getName())) {
            return new UserError(message);
        }
        return new UserError("%s ended with %s: %s%nSee: %s"
                .formatted(function.logicalId(), type, message, commands.logs(function.logicalId())));
    }

    /// Name of the log group that a function writes to.
    public String logGroup(FunctionName function) {
        String name = stack.physicalId(function.logicalId());
        return lambda.getFunctionConfiguration(g -> g.functionName(name))
                .loggingConfig()
                .logGroup();
    }

    private static JsonNode parse(String payload) {
        try {
            return Json.MAPPER.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new UserError("The function's answer is no JSON: " + payload, e);
        }
    }
}
