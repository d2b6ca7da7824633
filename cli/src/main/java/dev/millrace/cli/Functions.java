package dev.millrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.common.dispatch.Json;
import dev.millrace.local.Trouble;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The stack's functions, called by their alias as the state machine calls them.
final class Functions {
    static final String ALIAS = "live";

    /// No function of Lambda runs longer.
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(16);

    private final Stack stack;
    private final LambdaClient lambda;

    Functions(Stack stack) {
        this.stack = stack;
        this.lambda = stack.aws().client(LambdaClient.builder(), ANSWER_WITHIN);
    }

    /// Calls a function and waits for its answer.
    ///
    /// @throws Trouble when the function answers with an error
    JsonNode invoke(FunctionName function, JsonNode event) {
        InvokeResponse response = lambda.invoke(i -> i.functionName(stack.physicalId(function.logicalId()))
                .qualifier(ALIAS)
                .payload(SdkBytes.fromUtf8String(event.toString())));
        JsonNode answer = parse(response.payload().asUtf8String());
        if (response.functionError() != null) {
            throw new Trouble("%s ended with %s: %s%nSee: ./millrace logs %s"
                    .formatted(
                            function.logicalId(),
                            answer.path("errorType").asText(response.functionError()),
                            answer.path("errorMessage").asText(answer.toString()),
                            function.logicalId()));
        }
        return answer;
    }

    /// Name of the log group that a function writes to.
    String logGroup(FunctionName function) {
        String name = stack.physicalId(function.logicalId());
        return lambda.getFunctionConfiguration(g -> g.functionName(name))
                .loggingConfig()
                .logGroup();
    }

    private static JsonNode parse(String payload) {
        try {
            return Json.MAPPER.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new Trouble("The function's answer is no JSON: " + payload, e);
        }
    }
}
