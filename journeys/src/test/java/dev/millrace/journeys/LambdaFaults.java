package dev.millrace.journeys;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts the calls of functions by a state machine, and lets chosen ones fail as Lambda does without the function's
/// doing: throttled, timed out, its answer lost.
final class LambdaFaults {
    private final List<TaskCall> calls = new ArrayList<>();
    private @Nullable Fault armed;
    private int fired;

    /// A call of a function, each attempt one.
    ///
    /// @param index counts them, from 1
    /// @param attempt of this state's visit, from 1
    record TaskCall(int index, String state, String function, int attempt) {}

    /// When a call fails.
    enum Moment {
        /// The function did not run.
        BEFORE,
        /// It ran to its end, but nobody heard.
        AFTER
    }

    /// What shall fail.
    ///
    /// @param call index of the call that fails first
    /// @param times how many calls fail in a row
    /// @param error such as `Lambda.TooManyRequestsException`
    record Fault(int call, int times, Moment moment, String error, String cause) {
        boolean strikes(TaskCall struck) {
            return struck.index() >= call && struck.index() < call + times;
        }
    }

    void arm(Fault fault) {
        armed = fault;
        fired = 0;
    }

    /// The calls so far.
    List<TaskCall> calls() {
        return List.copyOf(calls);
    }

    /// @throws AssertionError when the armed fault never fired: a test that armed it has proved nothing
    void requireFired() {
        if (fired == 0) {
            throw new AssertionError("The fault %s never fired in the calls %s".formatted(armed, calls));
        }
    }

    TaskCall arrived(String state, String function, int attempt) {
        var call = new TaskCall(calls.size() + 1, state, function, attempt);
        calls.add(call);
        return call;
    }

    void strike(TaskCall call, Moment moment) throws StateError {
        Fault fault = armed;
        if (fault != null && fault.moment() == moment && fault.strikes(call)) {
            fired++;
            throw new StateError(fault.error(), fault.cause());
        }
    }
}
