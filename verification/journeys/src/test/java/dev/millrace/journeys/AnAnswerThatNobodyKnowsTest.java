package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.asl.AslDefinition;
import dev.millrace.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real state machine, whose functions answer otherwise than they should.
@Tag("H086")
class AnAnswerThatNobodyKnowsTest {
    private static final String VALID = "{\"claim\": {\"oid\": \"abc\"}, \"verdict\": \"VALID\", \"state\": \"VALID\"}";

    private final List<String> failures = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "\"VALID\"",
                "{\"claim\": {}, \"verdict\": null}",
                "{\"claim\": {}, \"verdict\": \"LATER\"}",
                "{\"verdict\": \"VALID\"}"
            })
    void ofValidateFileIsAFault(String answer) {
        AslResult result = run(answer, "{\"outcome\": \"LOADED\", \"rows\": 3}");

        assertFailed(result);
        assertThat(result.visited()).doesNotContain("Load File");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "\"LOADED\"", "{\"outcome\": null}", "{\"outcome\": \"LATER\"}"})
    void ofLoadFileIsAFault(String answer) {
        assertFailed(run(VALID, answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"outcome\": \"LOADED\", \"rows\": 3, \"more\": {}}"})
    void mayHoldMoreThanIsKnown(String answer) {
        AslResult result = run(VALID.replace("\"state\"", "\"more\": 1, \"state\""), answer);

        assertThat(result.succeeded()).as(result.toString()).isTrue();
        assertThat(result.visited()).endsWith("Mark Ingested");
    }

    private void assertFailed(AslResult result) {
        assertThat(result.succeeded()).isFalse();
        assertThat(result.visited()).endsWith("Mark Failed", "Notify Owners About Failure", "Ingestion Failed");
        assertThat(result.error()).isIn("UnknownAnswer", "States.QueryEvaluationError");
        assertThat(failures).singleElement().asString().contains("\"fault\":{\"error\":\"" + result.error() + "\"");
    }

    private AslResult run(String validated, String loaded) {
        RequestStreamHandler updating = (input, output, context) -> {
            String task = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            if (task.contains("\"Mark Failed\"")) {
                failures.add(task);
            }
            output.write("null".getBytes(StandardCharsets.UTF_8));
        };
        var driver = new AslDriver(
                AslDefinition.parse(Journey.INGEST_FILE),
                Map.of(
                        "ValidateFileFunction", answering(validated),
                        "LoadFileFunction", answering(loaded),
                        "MoveInvalidFileFunction", answering("null"),
                        "UpdateAuditFunction", updating,
                        "NotifyOwnersFunction", answering("null")),
                new LambdaFaults(),
                new SettableClock());
        return driver.run("ing-abc", "{\"oid\": \"abc\", \"bucket\": \"b\", \"key\": \"k\", \"versionId\": \"v\"}");
    }

    private static RequestStreamHandler answering(String answer) {
        return (input, output, context) -> output.write(answer.getBytes(StandardCharsets.UTF_8));
    }
}
