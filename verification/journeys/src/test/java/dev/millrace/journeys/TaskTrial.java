package dev.millrace.journeys;

import dev.millrace.journeys.LambdaFaults.Fault;
import dev.millrace.journeys.LambdaFaults.Moment;
import dev.millrace.journeys.LambdaFaults.TaskCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// A journey in which Lambda fails a task some times in a row, and what comes of it.
///
/// @param error such as `Lambda.ServiceException`
/// @param times how often it fails
record TaskTrial(Scenario scenario, TaskCall task, String error, int times) {
    /// How often a state tries again after each error (the Retry of every Task).
    private static final Map<String, Integer> RETRIES = Map.ofEntries(
            Map.entry("Lambda.SnapStartNotReadyException", 20),
            Map.entry("Lambda.SnapStartTimeoutException", 20),
            Map.entry("Lambda.SnapStartException", 20),
            Map.entry("Lambda.SnapStartRegenerationFailureException", 20),
            Map.entry("Lambda.ResourceNotReadyException", 20),
            Map.entry("Lambda.ResourceConflictException", 20),
            Map.entry("Lambda.TooManyRequestsException", 20),
            Map.entry("Lambda.ServiceException", 5),
            Map.entry("Lambda.AWSLambdaException", 5),
            Map.entry("Lambda.SdkClientException", 5),
            Map.entry("Lambda.ClientExecutionTimeoutException", 5),
            Map.entry("Lambda.Unknown", 5),
            Map.entry("Sandbox.Timedout", 5),
            Map.entry("States.Timeout", 5));

    /// Counted together with `Lambda.SnapStartNotReadyException`, which stands for them where the count matters.
    private static final Set<String> ALSO_NOT_READY = Set.of(
            "Lambda.SnapStartTimeoutException",
            "Lambda.SnapStartException",
            "Lambda.SnapStartRegenerationFailureException",
            "Lambda.ResourceNotReadyException",
            "Lambda.ResourceConflictException");

    /// All tasks of a scenario with all errors: once, as often as the state tries again, and once more. Of errors
    /// that are counted together, one stands for all.
    static List<TaskTrial> all(Scenario scenario) {
        return Journey.tasksOf(scenario).stream()
                .filter(task -> task.attempt() == 1)
                .flatMap(task -> RETRIES.entrySet().stream()
                        .flatMap(error -> times(error.getKey(), error.getValue())
                                .mapToObj(times -> new TaskTrial(scenario, task, error.getKey(), times))))
                .toList();
    }

    private static IntStream times(String error, int retries) {
        return ALSO_NOT_READY.contains(error) ? IntStream.of(1) : IntStream.of(1, retries, retries + 1);
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
        return new TaskTrial(scenario, task, error, times);
    }

    /// What is not as it should be in the end, if only that the fault did not fire.
    List<String> wrong() {
        return wrong(Defect.NONE);
    }

    /// The same with something that is wrong from the beginning.
    List<String> wrong(Defect defect) {
        try (Journey journey = Journey.of(scenario, defect)) {
            journey.prepare();
            journey.lambda().arm(new Fault(task.index(), times, moment(), error, "by the test"));
            Journey.Outcome outcome = journey.travel();
            var wrong = new ArrayList<String>();
            boolean spared = times <= RETRIES.getOrDefault(error, 0);
            if (outcome.execution().succeeded() != (spared && succeeds())) {
                wrong.add("its execution ended so: " + outcome.execution());
            }
            wrong.addAll(journey.settle(outcome.object()));
            journey.lambda().requireFired();
            return wrong.stream().map(what -> this + ": " + what).toList();
        } catch (RuntimeException | AssertionError e) {
            return List.of(this + ": " + e);
        }
    }

    private boolean succeeds() {
        return scenario.trouble() != Scenario.Trouble.DENIED;
    }

    /// A function that ran into its end, or whose answer was lost, has done its work.
    private Moment moment() {
        return switch (error) {
            case "Lambda.SdkClientException", "Lambda.Unknown", "Sandbox.Timedout", "States.Timeout" -> Moment.AFTER;
            default -> Moment.BEFORE;
        };
    }

    @Override
    public String toString() {
        return "%s: %s, %s, %d times".formatted(scenario, task.state(), error, times);
    }
}
