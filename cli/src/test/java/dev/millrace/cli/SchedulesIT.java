package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Functions;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// Schedules on the local cloud.
@ExtendWith(TestCloud.Extension.class)
class SchedulesIT {
    private static final String DATASET = "scheduled_orders";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestCloud cloud;

    SchedulesIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @Test
    void aScheduleThatIsDueStartsTheBatchOfThatTime() {
        cloud.apply(Samples.replaced(
                        Samples.replaced(
                                new String(Samples.contract(), StandardCharsets.UTF_8), Samples.DATASET, DATASET),
                        "events/orders",
                        "schedules/orders")
                .getBytes(StandardCharsets.UTF_8));
        Instant due = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);

        schedule(due);

        BatchRef ref = BatchRef.at(DATASET, "daily", due);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cloud.stack().batches().of(DATASET))
                        .singleElement()
                        .satisfies(batch -> {
                            assertThat(batch.ref()).isEqualTo(ref);
                            assertThat(batch.state()).as(batch.toString()).isEqualTo(BatchState.EMPTY);
                        }));
        assertThat(cloud.sfn()
                        .listExecutions(l -> l.stateMachineArn(cloud.stack().output("IngestBatchStateMachine")))
                        .executions())
                .extracting(ExecutionListItem::name)
                .contains(ref.executionName());
    }

    /// Like those of the template, but once and for one dataset.
    private void schedule(Instant due) {
        ObjectNode template = Json.MAPPER.createObjectNode();
        ObjectNode properties = template.putObject("Resources")
                .putObject("Once")
                .put("Type", "AWS::Scheduler::Schedule")
                .putObject("Properties");
        properties
                .put("ScheduleExpression", "at(%s)".formatted(due.toString().replace("Z", "")))
                .putObject("FlexibleTimeWindow")
                .put("Mode", "OFF");
        properties
                .putObject("Target")
                .put("Arn", cloud.stack().physicalId("StartBatchesFunctionAlias" + Functions.ALIAS))
                .put("RoleArn", role())
                .put(
                        "Input",
                        Json.MAPPER
                                .createObjectNode()
                                .put("cadence", "daily")
                                .put("time", "<aws.scheduler.scheduled-time>")
                                .put("dataset", DATASET)
                                .toString());
        CloudFormationClient cloudFormation = cloud.access().client(CloudFormationClient.builder());
        cloudFormation.createStack(c -> c.stackName("schedule-once").templateBody(template.toString()));
        cloudFormation.waiter().waitUntilStackCreateComplete(w -> w.stackName("schedule-once"));
    }

    private String role() {
        String account = cloud.stack().output("IngestBatchStateMachine").split(":", -1)[4];
        return "arn:aws:iam::%s:role/%s".formatted(account, cloud.stack().physicalId("SchedulesRole"));
    }
}
