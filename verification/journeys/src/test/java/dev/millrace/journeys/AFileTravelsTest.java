package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.harness.Deployed;
import dev.millrace.journeys.Journey.Outcome;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.testing.Samples;
import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.InMemoryStepFunctions.Execution;
import dev.millrace.testing.aws.InMemoryTopics.Published;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A file travels by the real handlers and the real state machine, and nothing fails.
class AFileTravelsTest {
    static List<Scenario> scenarios() {
        return List.of(Scenario.goodFile(), Scenario.appendedFile(), Scenario.badFile(), Scenario.unmatchedFile());
    }

    @Test
    void aGoodFileIsIngested() {
        try (Journey journey = Journey.of(Scenario.goodFile())) {
            Outcome outcome = journey.travel();

            AuditRecord record = outcome.record().orElseThrow();
            assertThat(states(record))
                    .containsExactly(
                            AuditState.NEW,
                            AuditState.VALIDATING,
                            AuditState.VALID,
                            AuditState.LOADING,
                            AuditState.INGESTED);
            assertThat(record.rows()).isEqualTo(3);
            assertThat(outcome.execution().succeeded()).isTrue();
            assertThat(outcome.execution().visited())
                    .containsExactly(
                            "Validate File",
                            "What Is The Verdict",
                            "Load File",
                            "Is The File Loaded",
                            "Replace Older Versions");
            assertThat(outcome.execution().transitions()).isLessThanOrEqualTo(6);
            assertThat(journey.aws().topics().published()).isEmpty();
        }
    }

    @Test
    void aGoodFileThatIsAddedIsIngested() {
        try (Journey journey = Journey.of(Scenario.appendedFile())) {
            Outcome outcome = journey.travel();

            assertThat(outcome.record().orElseThrow().state()).isEqualTo(AuditState.INGESTED);
            assertThat(outcome.execution().visited()).endsWith("Is The File Loaded", "Mark Ingested");
            assertThat(outcome.execution().transitions()).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void itsRowsStandInTheLakeOnceAndInTheCatalog() {
        try (Journey journey = Journey.of(Scenario.goodFile())) {
            Outcome outcome = journey.travel();

            assertThat(journey.aws().s3().keys(Journey.LAKE))
                    .filteredOn(key -> key.endsWith(".parquet"))
                    .singleElement()
                    .satisfies(key -> {
                        assertThat(key)
                                .startsWith(Samples.DATASET + "/")
                                .endsWith("/" + outcome.object().id() + ".parquet");
                        assertThat(journey.aws().s3().bytes(Journey.LAKE, key).orElseThrow())
                                .startsWith("PAR1".getBytes(StandardCharsets.US_ASCII));
                        assertThat(journey.aws().s3().versionsOf(Journey.LAKE, key))
                                .isEqualTo(1);
                    });
            assertThat(journey.aws().catalog().partitions(Deployed.CATALOG, Samples.DATASET))
                    .hasSize(1);
            assertThat(journey.aws().s3().versionsOf(Journey.LANDING, Samples.KEY))
                    .isEqualTo(1);
        }
    }

    @Test
    void aBadFileIsSetAsideAndItsOwnersAreTold() {
        try (Journey journey = Journey.of(Scenario.badFile())) {
            Outcome outcome = journey.travel();

            AuditRecord record = outcome.record().orElseThrow();
            assertThat(states(record))
                    .containsExactly(AuditState.NEW, AuditState.VALIDATING, AuditState.INVALID, AuditState.REJECTED);
            assertThat(outcome.execution().succeeded()).isTrue();
            assertThat(outcome.execution().visited()).endsWith("Notify Owners", "File Rejected");
            assertThat(journey.aws().s3().bytes(Journey.FAILED, String.valueOf(record.failedKey())))
                    .hasValue(Samples.bad());
            FindingsReport report = FindingsReport.of(journey.aws()
                    .s3()
                    .bytes(Journey.FAILED, String.valueOf(record.findingsKey()))
                    .orElseThrow());
            assertThat(report.total()).isEqualTo(record.findings()).isPositive();
            assertThat(journey.aws().s3().versionsOf(Journey.LANDING, Samples.KEY))
                    .isZero();
            assertThat(journey.aws().s3().keys(Journey.LAKE)).isEmpty();
            assertThat(journey.aws().topics().published())
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.message())
                            .contains(outcome.object().id().hex()))
                    .extracting(Published::attributes)
                    .isEqualTo(Map.of("dataset", Samples.DATASET, "kind", "REJECTED"));
        }
    }

    @Test
    @Tag("H033")
    void aFileOfNoDatasetIsSetAside() {
        try (Journey journey = Journey.of(Scenario.unmatchedFile())) {
            Outcome outcome = journey.travel();

            AuditRecord record = outcome.record().orElseThrow();
            assertThat(record.state()).isEqualTo(AuditState.REJECTED);
            assertThat(journey.aws().s3().bytes(Journey.FAILED, String.valueOf(record.failedKey())))
                    .hasValue(Samples.good());
            assertThat(journey.aws().topics().published()).hasSize(1);
        }
    }

    @Test
    void aFileThatEndsItsFunctionIsSetAside() {
        try (Journey journey = Journey.of(Scenario.poisonousFile())) {
            journey.prepare();
            Outcome outcome = journey.travel();

            assertThat(journey.settle(outcome.object())).isEmpty();
            assertThat(outcome.record().orElseThrow().reason()).contains("could not be validated");
            assertThat(outcome.execution().visited()).contains("Mark Could Not Be Validated");
        }
    }

    @Test
    @Tag("H103")
    void aFileThatItsTableCannotTakeWaitsForItsOwners() {
        try (Journey journey = Journey.of(Scenario.misfittingFile())) {
            journey.prepare();
            Outcome outcome = journey.travel();

            assertThat(journey.settle(outcome.object())).isEmpty();
            assertThat(outcome.execution().visited()).endsWith("Notify Owners About Held File", "File Held");
            assertThat(outcome.record().orElseThrow().reason())
                    .contains("Column amount of table catalog.event_orders is string")
                    .contains("release the file");
            assertThat(journey.aws().s3().keys(Journey.LAKE)).noneMatch(key -> key.endsWith(".parquet"));
        }
    }

    @Test
    void aFileWhoseExecutionFailedIsIngestedByTheNext() {
        try (Journey journey = Journey.of(Scenario.failingFile())) {
            journey.prepare();
            Outcome outcome = journey.travel();

            assertThat(outcome.execution().succeeded()).isFalse();
            assertThat(outcome.execution().visited()).endsWith("Notify Owners About Failure", "Ingestion Failed");
            assertThat(journey.settle(outcome.object())).isEmpty();
        }
    }

    @Test
    @Tag("H004")
    void theSameEventTwiceIsOneJourney() {
        try (Journey journey = Journey.of(Scenario.goodFile())) {
            Outcome first = journey.travel();
            Outcome second = journey.travelAgain(first.object());

            assertThat(second.delivery().taken()).isTrue();
            assertThat(second.executions()).isEmpty();
            assertThat(second.record()).isEqualTo(first.record());
            assertThat(journey.aws().stepFunctions().executions())
                    .extracting(Execution::status)
                    .containsExactly("SUCCEEDED");
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyJourneyMakesTheSameCallsEachTime(Scenario scenario) {
        assertThat(described(Journey.callsOf(scenario)))
                .isEqualTo(described(Journey.callsOf(scenario)))
                .hasSizeGreaterThan(10);
        assertThat(Journey.tasksOf(scenario))
                .isEqualTo(Journey.tasksOf(scenario))
                .isNotEmpty();
    }

    @Test
    void theCallsOfAJourneyAreNumberedAndNamed() {
        List<AwsCall> calls = Journey.callsOf(Scenario.goodFile());

        assertThat(calls).extracting(AwsCall::index).containsExactlyElementsOf(numbers(calls.size()));
        assertThat(described(calls))
                .contains("dynamodb.TransactWriteItems", "states.StartExecution", "s3.PutObject", "glue.CreateTable");
    }

    private static List<Integer> numbers(int size) {
        return IntStream.rangeClosed(1, size).boxed().toList();
    }

    private static List<String> described(List<AwsCall> calls) {
        return calls.stream().map(c -> c.service() + "." + c.operation()).toList();
    }

    private static List<AuditState> states(AuditRecord record) {
        return record.history().stream().map(HistoryEntry::state).toList();
    }
}
