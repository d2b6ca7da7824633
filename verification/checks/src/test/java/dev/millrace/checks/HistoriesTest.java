package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.batches.BatchPage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds batches' executions to a tenth of the history that Step Functions allows, which leaves room for retries.
class HistoriesTest {
    private static final int BUDGET = Histories.QUOTA / 10;
    private static final int FILES = 10_000;
    private static final int PAGES = (FILES + BatchPage.MOST - 1) / BatchPage.MOST;

    /// Pages of files that a job judged, being too big for a function: a thousand of them.
    private static final int JUDGED_PAGES = (1_000 + BatchPage.MOST - 1) / BatchPage.MOST;

    /// How often a batch looks whether its crawler is done: after ten minutes at pauses of 30 s.
    private static final int LOOKS_AT_THE_CRAWLER = 20;

    /// How often it asks for a crawl: since an older one runs, or since one failed.
    private static final int CRAWLS_ASKED_FOR = 5;

    /// How often a job is waited for again after the wait for it was interrupted.
    private static final int WAITS_FOR_THE_JOB = 3;

    /// How many calls it takes to close the records of all files.
    private static final int CALLS_TO_CLOSE = 10;

    /// A file that cannot be computed on is judged once more, as one that could not be.
    private static final int JUDGEMENTS = 2;

    private static final Map<String, Integer> BATCH = Map.of(
            "Ingest Page", PAGES + 1,
            "Await Judging", WAITS_FOR_THE_JOB,
            "Ingest Judged Page", JUDGED_PAGES + 1,
            "Run Crawler State", CRAWLS_ASKED_FOR,
            "Get Crawler State", LOOKS_AT_THE_CRAWLER,
            "Await Job", WAITS_FOR_THE_JOB,
            "Mark Batch Ingested", CALLS_TO_CLOSE,
            "Mark Batch Failed", CALLS_TO_CLOSE);

    private static StateMachine machine(String name) {
        return StateMachine.all().stream()
                .filter(machine -> machine.file().equals(name + ".asl.json"))
                .findFirst()
                .orElseThrow();
    }

    private static StateMachine of(String states) {
        String definition = "{\"StartAt\": \"A\", \"States\": {" + states.replace('\'', '"') + "}}";
        return new StateMachine("a test", (ObjectNode) StateMachine.json(definition));
    }

    private static long events(String states, Map<String, Integer> visits, int items, boolean faults) {
        return new Histories(visits, items, faults).events(of(states));
    }

    @Test
    void ofABatchOfTenThousandFilesStayWithinBudget() {
        long events = new Histories(BATCH, 0, true).events(machine("ingest-batch"));

        assertThat(events).isGreaterThan(PAGES * 8L).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void ofAPageStayWithinBudgetWhateverItsFilesMeet() {
        long events =
                new Histories(Map.of("Validate File", JUDGEMENTS), BatchPage.MOST, true).events(machine("ingest-page"));

        assertThat(events).isGreaterThan(BatchPage.MOST * 20L).isLessThanOrEqualTo(BUDGET);
    }

    /// State transitions are what Step Functions charges for.
    @Test
    void ofAcceptedFilesHaveAtMostFourTransitionsEach() {
        var page = machine("ingest-page");
        ObjectNode inner = (ObjectNode) page.definition().at("/States/Ingest Each File/ItemProcessor");
        assertThat(new StateMachine("a file's", inner).happyPath())
                .containsExactly("Validate File", "What Is The Verdict", "Stage File");
        ((ObjectNode) inner.at("/States/What Is The Verdict")).remove("Default");
        var ways = (ArrayNode) inner.at("/States/What Is The Verdict/Choices");
        while (ways.size() > 1) {
            ways.remove(1);
        }
        var batch = new Histories(BATCH, 0, false).transitions(machine("ingest-batch"));

        long transitions = new Histories(Map.of(), BatchPage.MOST, false).transitions(page);

        assertThat((double) (batch + PAGES * transitions) / FILES).isBetween(3.0, 4.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Type': 'Succeed'}                                                                  | 4",
                "{'Type': 'Fail'}                                                                     | 3",
                "{'Type': 'Pass', 'End': true}                                                        | 4",
                "{'Type': 'Wait', 'End': true}                                                        | 4",
                "{'Type': 'Task', 'Resource': 'arn:${Partition}:states:::lambda:invoke', 'End': true}          | 7",
                "{'Type': 'Task', 'Resource': 'arn:${Partition}:states:::lambda:invoke.waitForTaskToken', 'End': true} | 8",
                "{'Type': 'Task', 'Resource': 'arn:${Partition}:states:::states:startExecution.sync:2', 'End': true}   | 8"
            })
    void countTheEventsOfAState(String state, long events) {
        assertThat(events("'A': " + state, Map.of(), 0, false)).isEqualTo(events);
    }

    @Test
    void countEachIterationOfAMap() {
        String map = "'A': {'Type': 'Map', 'End': true, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'INLINE'},"
                + " 'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'End': true}}}}";

        assertThat(events(map, Map.of(), 0, false)).isEqualTo(6);
        assertThat(events(map, Map.of(), 3, false)).isEqualTo(6 + 3 * 4);
        assertThat(new Histories(Map.of(), 3, false).transitions(of(map))).isEqualTo(4);
    }

    @Test
    void takeTheLongestOfSeveralWays() {
        String states = "'A': {'Type': 'Choice', 'Choices': [{'Next': 'B'}, {'Next': 'C'}], 'Default': 'D'},"
                + "'B': {'Type': 'Pass', 'Next': 'D'}, 'C': {'Type': 'Pass', 'Next': 'B'}, 'D': {'Type': 'Succeed'}";

        assertThat(events(states, Map.of(), 0, false)).isEqualTo(2 + 4 * 2);
        assertThat(new Histories(Map.of(), 0, false).transitions(of(states))).isEqualTo(4);
    }

    @Test
    void goRoundACircleAsOftenAsItsBoundAllows() {
        String states = "'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Wait', 'Next': 'C'},"
                + "'C': {'Type': 'Choice', 'Choices': [{'Next': 'B'}], 'Default': 'D'}, 'D': {'Type': 'Succeed'}";

        assertThat(events(states, Map.of("B", 1), 0, false)).isEqualTo(2 + 4 * 2);
        assertThat(events(states, Map.of("B", 500), 0, false)).isEqualTo(2 + 2 + 500 * 4 + 2);
    }

    @Test
    void goRoundEachOfTwoCirclesThatMeet() {
        String states = "'A': {'Type': 'Choice', 'Choices': [{'Next': 'B'}, {'Next': 'C'}], 'Default': 'D'},"
                + "'B': {'Type': 'Pass', 'Next': 'A'}, 'C': {'Type': 'Pass', 'Next': 'A'}, 'D': {'Type': 'Succeed'}";

        assertThat(events(states, Map.of("B", 3, "C", 4), 0, false)).isEqualTo(2 + 7 * 4 + 2 + 2);
    }

    @Test
    void takeACatchOnlyWhereTasksMayFail() {
        String states = "'A': {'Type': 'Task', 'Resource': 'arn:${Partition}:states:::lambda:invoke', 'End': true,"
                + " 'Catch': [{'Next': 'B'}]}, 'B': {'Type': 'Succeed'}";

        assertThat(events(states, Map.of(), 0, false)).isEqualTo(7);
        assertThat(events(states, Map.of(), 0, true)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Type': 'Pass', 'Next': 'A'}                                                                | Nothing bounds",
                "{'Type': 'Parallel', 'End': true}                                                            | Nobody has counted",
                "{'Type': 'Task', 'Resource': 'arn:${Partition}:states:::sns:publish', 'End': true}                    | Nobody has counted",
                "{'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED'}}, 'End': true}  | A distributed Map"
            })
    void refuseWhatTheyCannotCount(String state, String why) {
        assertThatThrownBy(() -> events("'A': " + state, Map.of(), 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refuseABoundWithinWhichNoWayEnds() {
        String states = "'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Succeed'}";

        assertThatThrownBy(() -> events(states, Map.of("B", 0), 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No way comes to an end");
    }
}
