package dev.millrace.startbatches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.json.Json;
import dev.millrace.faults.NotSetUp;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.batches.BatchExecutions;
import dev.millrace.flow.batches.StepFunctionsBatches;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.Executions.Status;
import dev.millrace.testing.Events;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.GuardedHttp;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryStepFunctions.Execution;
import dev.millrace.testing.aws.RolePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Contracts of the daily datasets `event_orders` and `returns`, the monthly `invoices` and `clicks`, which ingests on
/// arrival.
class StartingBatchesTest {
    private static final String DUE = "2026-11-21T02:00:00Z";
    private static final Map<String, Object> DAILY = Map.of("cadence", "daily", "time", DUE);

    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final InMemoryS3 s3 = new InMemoryS3(clock);
    private final String machine = aws.stepFunctions().machine("millrace-ingest-batch");
    private final RolePolicy policy = RolePolicy.of(
            Template.read(),
            "StartBatchesFunction",
            Map.of("ContractsBucket.Arn", "arn:aws:s3:::contracts", "IngestBatchStateMachine", machine));
    private final StepFunctionsBatches executions =
            new StepFunctionsBatches(InMemoryAws.client(SfnClient.builder(), GuardedHttp.strict(aws, policy)), machine);
    private final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    private final StartBatchesHandler handler = new StartBatchesHandler(
            new S3ContractStore(GuardedHttp.s3(s3, policy), "contracts", clock),
            executions,
            true,
            Commands.AT_HOME,
            clock);

    @BeforeEach
    void apply() {
        contracts.apply(contract("event_orders", "daily"));
        contracts.apply(contract("returns", "daily"));
        contracts.apply(contract("invoices", "monthly"));
        contracts.apply(contract("clicks", "on-arrival"));
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private static byte[] contract(String dataset, String cadence) {
        String text = new String(Samples.contract(cadence), StandardCharsets.UTF_8);
        text = Samples.replaced(text, "event_orders", dataset);
        return Samples.replaced(text, "events/orders", dataset).getBytes(StandardCharsets.UTF_8);
    }

    private static BatchRef ref(String dataset, String cadence) {
        return BatchRef.at(dataset, cadence, Instant.parse(DUE));
    }

    private List<String> names() {
        return aws.stepFunctions().executions().stream().map(Execution::name).toList();
    }

    private Map<String, Object> start(Map<String, Object> event) {
        return handler.handleRequest(event, new LambdaContext());
    }

    @Test
    void startsOneForEachDatasetOfTheCadence() {
        Map<String, Object> answer = start(DAILY);

        assertThat(aws.stepFunctions().executions())
                .extracting(Execution::name, Execution::input)
                .containsExactly(
                        tuple(
                                ref("event_orders", "daily").executionName(),
                                "{\"dataset\":\"event_orders\",\"cadence\":\"daily\",\"batch\":\"20261121T020000Z\"}"),
                        tuple(
                                ref("returns", "daily").executionName(),
                                "{\"dataset\":\"returns\",\"cadence\":\"daily\",\"batch\":\"20261121T020000Z\"}"));
        assertThat(answer)
                .isEqualTo(Map.of(
                        "started",
                        aws.stepFunctions().executions().stream()
                                .map(execution -> new Started(
                                        execution.input().contains("returns") ? "returns" : "event_orders",
                                        "20261121T020000Z",
                                        execution.arn()))
                                .toList()));
    }

    @Test
    void startsThoseOfTheOtherCadence() {
        start(Map.of("cadence", "monthly", "time", DUE));

        assertThat(names()).containsExactly(ref("invoices", "monthly").executionName());
    }

    @Test
    void startsNoneOfARetiredDataset() {
        contracts.retire("returns");

        start(DAILY);

        assertThat(names()).containsExactly(ref("event_orders", "daily").executionName());
        assertThatThrownBy(() -> start(Map.of("cadence", "daily", "dataset", "returns")))
                .hasMessageContaining("The dataset returns is retired, so it has no batches");
    }

    /// A schedule delivers at least once, and the first answer may be lost.
    @Tag("H090")
    @Test
    void startsNoneWhenTheSameEventComesAgain() {
        Map<String, Object> first = start(DAILY);
        List<Execution> started = aws.stepFunctions().executions();
        started.forEach(execution -> aws.stepFunctions().succeed(execution.arn(), "{}"));

        assertThat(start(DAILY)).isEqualTo(first);
        assertThat(names()).hasSameSizeAs(started);
    }

    @Test
    void startsOthersAtAnotherTime() {
        start(DAILY);
        start(Map.of("cadence", "daily", "time", "2026-11-20T02:00:00Z"));

        assertThat(names()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void startsOnlyTheDatasetThatIsNamed() {
        start(Map.of("cadence", "daily", "time", DUE, "dataset", "returns"));

        assertThat(names()).containsExactly(ref("returns", "daily").executionName());
    }

    @ParameterizedTest
    @CsvSource({"daily, nothing", "daily, invoices", "monthly, returns", "daily, clicks", "monthly, ''"})
    void refusesADatasetThatIsNotOfTheCadence(String cadence, String dataset) {
        assertThatThrownBy(() -> start(Map.of("cadence", cadence, "time", DUE, "dataset", dataset)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No contract in force says that dataset " + dataset + " is " + cadence);
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"on-arrival", "hourly", "DAILY", "''"})
    void refusesAnotherCadence(String cadence) {
        assertThatThrownBy(() -> start(Map.of("cadence", cadence, "time", DUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Batches are daily or monthly");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "2026-11-21", "''", "<aws.scheduler.scheduled-time>"})
    void refusesWhatIsNoTime(String time) {
        assertThatThrownBy(() -> start(Map.of("cadence", "daily", "time", time)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The time must be such as");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21T10:20:31Z", "2026-11-22T02:00:00Z", "2036-11-21T02:00:00Z"})
    void refusesATimeThatIsStillToCome(String time) {
        assertThatThrownBy(() -> start(Map.of("cadence", "daily", "time", time)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The time " + time + " is still to come: it is 2026-11-21T10:15:30Z now")
                .hasMessageContaining("Leave the time out");
        assertThat(names()).isEmpty();
    }

    @Test
    void standsClocksThatDiffer() {
        start(Map.of("cadence", "monthly", "time", "2026-11-21T10:20:30Z"));

        assertThat(names())
                .containsExactly(BatchRef.at("invoices", "monthly", Instant.parse("2026-11-21T10:20:30Z"))
                        .executionName());
    }

    /// A person's: the clock of his machine does not count.
    @Test
    void startsBatchesOfItsOwnTimeWhenTheEventHasNone() {
        assertThat(start(Map.of("cadence", "monthly")).toString()).contains("20261121T101530Z");

        assertThat(names())
                .containsExactly(
                        BatchRef.at("invoices", "monthly", SettableClock.START).executionName());
    }

    @Test
    void keepsTheFailureOfOneDatasetToItself() {
        var halfBroken =
                new StartBatchesHandler(contracts, new BrokenOf("event_orders"), true, Commands.AT_HOME, clock);

        assertThatThrownBy(() -> halfBroken.handleRequest(DAILY, new LambdaContext()))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("1 of the daily batches could not be started, 1 could")
                .hasMessageContaining("throttled");
        assertThat(names()).containsExactly(ref("returns", "daily").executionName());

        start(DAILY);
        assertThat(names()).hasSize(2);
    }

    /// Else each batch would claim, stage and crawl its files, to fail at the job that is not there.
    @Test
    void startsNothingInAStackWithoutTheSparkJobAndSaysWhatToDo() {
        var withoutJob = new StartBatchesHandler(contracts, executions, false, Commands.of("prod", null), clock);

        assertThatThrownBy(() -> withoutJob.handleRequest(DAILY, new LambdaContext()))
                .isInstanceOf(NotSetUp.class)
                .hasMessageContaining("without the files of its Spark job")
                .hasMessageEndingWith("Deploy it: ./millrace --stack prod deploy");
        assertThat(names()).isEmpty();
    }

    @Test
    void isServedByTheExampleEvent() throws Exception {
        String event = Events.text("StartBatches", Map.of("Time", DUE));
        @SuppressWarnings("unchecked")
        Map<String, Object> read = Json.MAPPER.readValue(event, Map.class);

        start(read);

        assertThat(names()).containsExactly(ref("event_orders", "daily").executionName());
    }

    /// Batches that start, but for one dataset's.
    private final class BrokenOf implements BatchExecutions {
        private final String dataset;

        BrokenOf(String dataset) {
            this.dataset = dataset;
        }

        @Override
        public String start(BatchRef ref) {
            if (ref.dataset().equals(dataset)) {
                throw new IllegalStateException("throttled");
            }
            return executions.start(ref);
        }

        @Override
        public Status status(String arn) {
            return executions.status(arn);
        }
    }
}
