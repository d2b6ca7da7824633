package dev.millrace.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionDiagnostic;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionRequest;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;

/// The project's own state machines, shown to a Step Functions that is made up.
class StateMachineCheckTest {
    private static final Path ROOT = Checkout.find().root();

    private final List<ValidateStateMachineDefinitionRequest> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private void check(Supplier<ValidateStateMachineDefinitionResponse> answer) {
        ObjectNode template = Json.MAPPER.createObjectNode();
        for (String name : List.of("ingest-file", "ingest-page", "ingest-batch")) {
            template.withObject("/Resources/" + name)
                    .put("Type", "AWS::Serverless::StateMachine")
                    .withObject("/Properties")
                    .put("DefinitionUri", "statemachine/%s.asl.json".formatted(name));
        }
        template.withObject("/Resources/Queue").put("Type", "AWS::SQS::Queue");
        new StateMachineCheck(
                        new Machines(asked, answer),
                        new StateMachineCheck.Place("aws-us-gov", "us-gov-west-1", "123456789012"),
                        told::add)
                .check(template, ROOT, Map.of("CrawlerPauseSeconds", "30"));
    }

    private static ValidateStateMachineDefinitionResponse answer(String result) {
        return ValidateStateMachineDefinitionResponse.builder()
                .result(result)
                .diagnostics(List.of(ValidateStateMachineDefinitionDiagnostic.builder()
                        .severity("ERROR")
                        .code("SCHEMA_VALIDATION_FAILED")
                        .location("/States/Begin")
                        .message("is no state")
                        .build()))
                .build();
    }

    @Test
    void asksForEachMachineAsItWillBe() throws IOException {
        check(() -> answer("OK"));

        assertThat(asked).hasSize(3).allSatisfy(request -> {
            assertThat(request.type()).isEqualTo(StateMachineType.STANDARD);
            assertThat(request.definition()).doesNotContain("${").doesNotContain("arn:aws:");
            assertThat(Json.MAPPER.readTree(request.definition()).path("States").size())
                    .isPositive();
        });
        assertThat(asked.getFirst().definition())
                .contains("arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:ValidateFileFunction:live");
        assertThat(asked.getLast().definition())
                .contains("arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:IngestPageStateMachine")
                .contains("$number('30')");
        assertThat(told).isEmpty();
    }

    @Test
    void saysWhatStepFunctionsSays() {
        assertThatThrownBy(() -> check(() -> answer("FAIL")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the state machine ingest-file")
                .hasMessageContaining("SCHEMA_VALIDATION_FAILED at /States/Begin: is no state");
        assertThat(asked).hasSize(1);
    }

    @Test
    void goesOnWhereTheCredentialsMayNotAsk() {
        check(() -> {
            throw refusal(400, "AccessDeniedException");
        });

        assertThat(told).singleElement().asString().contains("states:ValidateStateMachineDefinition");
    }

    @Test
    void anyOtherRefusalIsAnError() {
        assertThatThrownBy(() -> check(() -> {
                    throw refusal(500, "InternalFailure");
                }))
                .isInstanceOf(SfnException.class);
    }

    private static SfnException refusal(int status, String code) {
        return (SfnException) SfnException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private record Machines(
            List<ValidateStateMachineDefinitionRequest> asked, Supplier<ValidateStateMachineDefinitionResponse> answer)
            implements SfnClient {
        @Override
        public ValidateStateMachineDefinitionResponse validateStateMachineDefinition(
                ValidateStateMachineDefinitionRequest request) {
            asked.add(request);
            return answer.get();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
