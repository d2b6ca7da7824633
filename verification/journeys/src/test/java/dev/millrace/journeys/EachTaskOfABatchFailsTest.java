package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.asl.AslDefinition;
import dev.millrace.harness.InMemoryStack;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lambda fails the state machines' calls of functions for a batch, in all ways that are not the function's own
/// doing: as often as a state tries again, which nobody notices, and once more, which ends what it belongs to. In
/// the end every file is where it belongs.
@Tag("H084")
class EachTaskOfABatchFailsTest {
    /// Of a single file's own fault, as in `ingest-file`.
    private static final Set<String> OF_A_FILE =
            Set.of("Mark Could Not Be Validated", "Mark Failed", "Notify Owners About Failure");

    @Test
    void everyFileIsWhereItBelongsInTheEnd() {
        Map<String, List<BatchTaskTrial>> trials = ABatchTravelsTest.scenarios()
                .flatMap(BatchTaskTrial::all)
                .collect(Collectors.groupingBy(trial -> trial.fault().task().state()));
        var tasks = new HashSet<String>();
        tasks.addAll(AslDefinition.parse(InMemoryStack.definitionOf("ingest-batch"))
                .functionsByTask()
                .keySet());
        tasks.addAll(AslDefinition.parse(InMemoryStack.definitionOf("ingest-page"))
                .functionsByTask()
                .keySet());
        tasks.removeAll(OF_A_FILE);
        assertThat(trials.keySet()).containsAll(tasks);

        List<String> wrong =
                trials.values().stream().flatMap(EachTaskOfABatchFailsTest::ofOneVisit).toList().parallelStream()
                        .flatMap(trial -> trial.wrong().stream())
                        .toList();

        assertThat(wrong).isEmpty();
    }

    /// A task is the same in all scenarios, and at all visits.
    private static Stream<BatchTaskTrial> ofOneVisit(List<BatchTaskTrial> ofAll) {
        BatchTaskTrial first = ofAll.getFirst();
        return ofAll.stream()
                .filter(trial -> trial.scenario().equals(first.scenario())
                        && trial.fault().task().equals(first.fault().task()));
    }
}
