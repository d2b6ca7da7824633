package dev.millrace.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.local.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.LambdaException;

class ReadyFunctionsTest {
    private static final FunctionName FUNCTION = FunctionName.of("start-batches");

    private final List<String> remarks = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final ReadyFunctions functions = new ReadyFunctions(remarks::add, pauses::add);

    @ParameterizedTest
    @ValueSource(strings = {"SnapStartNotReadyException", "ResourceNotReadyException", "ResourceConflictException"})
    void waitsForAFunctionThatIsMadeReadyAndSaysSoOnce(String error) {
        assertThat(functions.call(FUNCTION, refused(error, 3))).isEqualTo("an answer");

        assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(15));
        assertThat(remarks).singleElement().asString().contains("StartBatchesFunction is not ready");
    }

    @Test
    void saysNothingOfAFunctionThatAnswers() {
        assertThat(functions.call(FUNCTION, () -> "at once")).isEqualTo("at once");

        assertThat(pauses).isEmpty();
        assertThat(remarks).isEmpty();
    }

    @Test
    void givesUpAfterTenMinutes() {
        assertThatThrownBy(() -> functions.call(FUNCTION, refused("SnapStartNotReadyException", 1000)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("StartBatchesFunction is still not ready after 10 minutes")
                .hasMessageContaining("SnapStartNotReadyException")
                .hasMessageContaining("Nothing was done");

        assertThat(pauses).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResourceNotFoundException", "InvalidRequestContentException", "TooManyRequestsException"})
    void waitsForNothingElse(String error) {
        assertThatThrownBy(() -> functions.call(FUNCTION, refused(error, 1))).isInstanceOf(LambdaException.class);

        assertThat(pauses).isEmpty();
    }

    /// Refuses some calls, and answers then.
    private static Supplier<String> refused(String error, int times) {
        var left = new ArrayList<>(Collections.nCopies(times, error));
        return () -> {
            if (left.isEmpty()) {
                return "an answer";
            }
            throw LambdaException.builder()
                    .message(left.removeLast() + ": by the test")
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(error).build())
                    .build();
        };
    }
}
