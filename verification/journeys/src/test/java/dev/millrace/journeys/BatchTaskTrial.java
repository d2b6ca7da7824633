package dev.millrace.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A batch in which Lambda fails a task some times in a row, and what comes of it.
record BatchTaskTrial(BatchScenario scenario, TaskFault fault) {
    /// All tasks of a scenario with all errors.
    static Stream<BatchTaskTrial> all(BatchScenario scenario) {
        return TaskFault.all(BatchJourney.tasksOf(scenario)).map(fault -> new BatchTaskTrial(scenario, fault));
    }

    /// What is not as it should be in the end, if only that the fault did not fire.
    List<String> wrong() {
        return Findings.of(this, this::found);
    }

    private List<String> found() {
        try (BatchJourney journey = BatchJourney.of(scenario)) {
            fault.arm(journey.lambda());
            journey.travel();
            var wrong = new ArrayList<>(journey.wrong());
            if (fault.isSpared() && !journey.badEnds().isEmpty()) {
                wrong.add("executions ended so: " + journey.badEnds());
            }
            journey.lambda().requireFired();
            return wrong;
        }
    }

    @Override
    public String toString() {
        return scenario + ": " + fault;
    }
}
