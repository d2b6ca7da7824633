package dev.millrace.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.faults.NotSetUp;
import dev.millrace.flow.commands.Commands;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class FunctionsTest {
    private static final FunctionName FUNCTION = FunctionName.of("start-batches");

    @Test
    void showsOneLineOfAFunctionThatSaysWhatToDo() {
        assertThat(Functions.error(FUNCTION, NotSetUp.class.getName(), "No job. Deploy it.", Commands.AT_HOME))
                .hasMessage("No job. Deploy it.", Commands.AT_HOME);
    }

    @Test
    void saysWhatToDoWhenTheAccountRunsTooManyFunctions() {
        LambdaException refusal = TooManyRequestsException.builder()
                .message("Rate Exceeded")
                .statusCode(429)
                .build();

        assertThat(Functions.throttled(FunctionName.of("sweep"), refusal))
                .hasMessageStartingWith("SweepFunction was not called")
                .hasMessageContaining("Give the same command again in a minute")
                .hasMessageNotContaining("Rate Exceeded")
                .hasCause(refusal);
    }

    @Test
    void namesTheFunctionAndTheErrorOfAllOthersAndTheLog() {
        assertThat(Functions.error(FUNCTION, "java.lang.IllegalStateException", "broken", Commands.AT_HOME))
                .hasMessage("StartBatchesFunction ended with java.lang.IllegalStateException: broken%n".formatted()
                        + "See: ./millrace logs StartBatchesFunction");
    }
}
