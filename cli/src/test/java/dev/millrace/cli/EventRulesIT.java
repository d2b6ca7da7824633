package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.home.ExampleEvents;
import dev.millrace.cli.stack.Functions;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// The rules of EventBridge as they were deployed, tried on the event that AWS publishes as an example (Step Functions
/// developer guide, "Events from Step Functions").
@ExtendWith(TestCloud.Extension.class)
class EventRulesIT {
    private static final String RULE = "CloseExecutionFunctionEndedByFault";

    private final TestCloud cloud;
    private final EventBridgeClient events;
    private final String machine;

    EventRulesIT(TestCloud cloud) {
        this.cloud = cloud;
        this.events = cloud.access().client(EventBridgeClient.builder());
        this.machine = cloud.stack().output("IngestFileStateMachine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
    void closeExecutionHearsOfAnEndByAFault(String status) throws IOException {
        assertThat(isMatched(ended(status))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "RUNNING", "PENDING_REDRIVE"})
    void closeExecutionHearsOfNoOtherChange(String status) throws IOException {
        assertThat(isMatched(ended(status))).isFalse();
    }

    @Test
    void closeExecutionHearsOfNoOtherStateMachine() throws IOException {
        ObjectNode event = ended("FAILED");
        event.withObject("/detail").put("stateMachineArn", machine + "-other");

        assertThat(isMatched(event)).isFalse();
    }

    @Test
    void closeExecutionHearsOfNoOtherService() throws IOException {
        assertThat(isMatched(ended("FAILED").put("source", "aws.batch"))).isFalse();
        assertThat(isMatched(ended("FAILED").put("detail-type", "Step Functions Map Run Status Change")))
                .isFalse();
    }

    @Test
    void theRuleCallsTheAliasAndKeepsWhatItCannotDeliver() {
        String queue = cloud.stack().physicalId("CloseExecutionDeadLetterQueue").replaceAll("^.*/", "");
        String function = cloud.stack().physicalId("CloseExecutionFunction");

        assertThat(events.listTargetsByRule(l -> l.rule(cloud.stack().physicalId(RULE)))
                        .targets())
                .singleElement()
                .satisfies(target -> {
                    assertThat(target.arn()).endsWith(":function:" + function + ":" + Functions.ALIAS);
                    assertThat(target.deadLetterConfig().arn()).endsWith(":" + queue);
                    assertThat(target.retryPolicy().maximumRetryAttempts()).isPositive();
                });
    }

    @Test
    void theSweepRunsOnASchedule() {
        String rule = cloud.stack().physicalId("SweepFunctionEveryFewMinutes");

        assertThat(events.describeRule(d -> d.name(rule)).scheduleExpression()).isEqualTo("rate(5 minutes)");
        assertThat(events.listTargetsByRule(l -> l.rule(rule)).targets())
                .extracting(Target::arn)
                .singleElement()
                .asString()
                .endsWith(":" + Functions.ALIAS);
    }

    private boolean isMatched(ObjectNode event) {
        String pattern =
                events.describeRule(d -> d.name(cloud.stack().physicalId(RULE))).eventPattern();
        return events.testEventPattern(t -> t.eventPattern(pattern).event(event.toString()))
                .result();
    }

    /// The example event, of this stack's state machine.
    private ObjectNode ended(String status) throws IOException {
        String[] arn = machine.split(":", -1);
        var values = Map.of(
                "Region",
                arn[3],
                "Account",
                arn[4],
                "StateMachine",
                arn[6],
                "Oid",
                "0".repeat(64),
                "Bucket",
                "landing",
                "Key",
                "a.csv",
                "VersionId",
                "1");
        var example = Json.MAPPER.readTree(
                cloud.checkout().root().resolve("events/CloseExecution.json").toFile());
        var event = (ObjectNode) ExampleEvents.filled(example, values);
        event.withObject("/detail").put("status", status);
        return event;
    }
}
