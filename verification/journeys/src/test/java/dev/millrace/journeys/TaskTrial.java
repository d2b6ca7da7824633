package dev.millrace.journeys;

import dev.millrace.journeys.LambdaFaults.TaskCall;
import java.util.ArrayList;
import java.util.List;

/// A journey in which Lambda fails a task some times in a row, and what comes of it.
record TaskTrial(Scenario scenario, TaskFault fault) {
    /// All tasks of a scenario with all errors.
    static List<TaskTrial> all(Scenario scenario) {
        return TaskFault.all(Journey.tasksOf(scenario))
                .map(fault -> new TaskTrial(scenario, fault))
                .toList();
    }

    /// The task of a state that fails so often that its execution ends.
    static TaskTrial ending(Scenario scenario, String state) {
        return failing(scenario, state, 6);
    }

    /// The same with as many failures as one says.
    static TaskTrial failing(Scenario scenario, String state, int times) {
        return failing(scenario, state, "Lambda.ServiceException", times);
    }

    /// The same with an error of one's choice.
    static TaskTrial failing(Scenario scenario, String state, String error, int times) {
        TaskCall task = Journey.tasksOf(scenario).stream()
                .filter(call -> call.state().equals(state))
                .findFirst()
                .orElseThrow();
        return new TaskTrial(scenario, new TaskFault(task, error, times));
    }

    /// What is not as it should be in the end, if only that the fault did not fire.
    List<String> wrong() {
        return wrong(Defect.NONE);
    }

    /// The same with something that is wrong from the beginning.
    List<String> wrong(Defect defect) {
        return Findings.of(this, () -> found(defect));
    }

    private List<String> found(Defect defect) {
        try (Journey journey = Journey.of(scenario, defect)) {
            journey.prepare();
            fault.arm(journey.lambda());
            Journey.Outcome outcome = journey.travel();
            var wrong = new ArrayList<String>();
            if (outcome.execution().succeeded() != (fault.isSpared() && succeeds())) {
                wrong.add("its execution ended so: " + outcome.execution());
            }
            wrong.addAll(journey.settle(outcome.object()));
            journey.lambda().requireFired();
            return wrong;
        }
    }

    private boolean succeeds() {
        return scenario.trouble() != Scenario.Trouble.DENIED;
    }

    @Override
    public String toString() {
        return scenario + ": " + fault;
    }
}
