package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.asl.AslDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lambda fails a state machine's call of a function, in all ways that are not the function's own doing: as often as
/// the state tries again, which nobody notices, and once more, which ends the execution. In the end the file is where
/// it belongs.
@Tag("H084")
class EachTaskFailsTest {
    @Test
    void itsExecutionEndsOnlyWhenAllRetriesFailAndTheFileIsWhereItBelongsInTheEnd() {
        Map<String, List<TaskTrial>> trials = EachCallFailsTest.scenarios()
                .flatMap(scenario -> TaskTrial.all(scenario).stream())
                .collect(Collectors.groupingBy(trial -> trial.fault().task().state()));
        assertThat(trials)
                .containsOnlyKeys(AslDefinition.parse(Journey.INGEST_FILE).tasks());

        List<String> wrong =
                trials.values().stream().flatMap(EachTaskFailsTest::ofOneScenario).toList().parallelStream()
                        .flatMap(trial -> trial.wrong().stream())
                        .toList();

        assertThat(wrong).isEmpty();
    }

    /// A task is the same in all scenarios that come to it.
    private static Stream<TaskTrial> ofOneScenario(List<TaskTrial> ofAll) {
        Scenario first = ofAll.getFirst().scenario();
        return ofAll.stream().filter(trial -> trial.scenario().equals(first));
    }
}
