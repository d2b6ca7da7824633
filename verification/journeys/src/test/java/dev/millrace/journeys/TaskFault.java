package dev.millrace.journeys;

import dev.millrace.journeys.LambdaFaults.Fault;
import dev.millrace.journeys.LambdaFaults.Moment;
import dev.millrace.journeys.LambdaFaults.TaskCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A task that Lambda fails some times in a row.
///
/// @param error such as `Lambda.ServiceException`
/// @param times how often it fails
record TaskFault(TaskCall task, String error, int times) {
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

    /// States that wait for a job: their function is fast, and nothing but it starts the job.
    private static final Set<String> WAITING = Set.of("Judge Big Files", "Await Judging", "Run Spark Job", "Await Job");

    /// How often these try again where others do [#OTHERS] times.
    private static final int PATIENT = 15;

    private static final int OTHERS = 5;

    /// Where it is waited for a job, this is no fault of the function.
    private static final String TIMEOUT = "States.Timeout";

    /// All tasks with all errors: once, as often as the state tries again, and once more. Of errors that are counted
    /// together, one stands for all.
    ///
    /// @param tasks of a journey in which nothing fails
    static Stream<TaskFault> all(List<TaskCall> tasks) {
        return tasks.stream()
                .filter(task -> task.attempt() == 1)
                .flatMap(task -> RETRIES.keySet().stream()
                        .filter(error -> !WAITING.contains(task.state()) || !error.equals(TIMEOUT))
                        .flatMap(error -> times(task, error).mapToObj(times -> new TaskFault(task, error, times))));
    }

    private static IntStream times(TaskCall task, String error) {
        int retries = retries(task, error);
        return ALSO_NOT_READY.contains(error) ? IntStream.of(1) : IntStream.of(1, retries, retries + 1);
    }

    private static int retries(TaskCall task, String error) {
        int retries = RETRIES.getOrDefault(error, 0);
        return WAITING.contains(task.state()) && retries == OTHERS ? PATIENT : retries;
    }

    /// Whether the state tries often enough.
    boolean isSpared() {
        return times <= retries(task, error);
    }

    /// Lets it strike.
    void arm(LambdaFaults lambda) {
        lambda.arm(new Fault(task.index(), times, moment(), error, "by the test"));
    }

    /// A function that ran into its end, or whose answer was lost, has done its work.
    private Moment moment() {
        return switch (error) {
            case "Lambda.SdkClientException", "Lambda.Unknown", "Sandbox.Timedout", TIMEOUT -> Moment.AFTER;
            default -> Moment.BEFORE;
        };
    }

    @Override
    public String toString() {
        return "%s, %s, %d times".formatted(task.state(), error, times);
    }
}
