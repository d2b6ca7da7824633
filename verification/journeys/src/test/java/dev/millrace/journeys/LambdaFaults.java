package dev.millrace.journeys;

import dev.millrace.asl.AslError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Counts the calls of functions by a state machine, and lets chosen ones fail as Lambda does without the function's
/// doing: not ready, throttled, timed out, its answer lost.
final class LambdaFaults {
    private final List<TaskCall> calls = new ArrayList<>();
    private final List<Fault> armed = new ArrayList<>();
    private final Set<Fault> fired = new HashSet<>();

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

    /// Arms one more fault.
    void arm(Fault fault) {
        armed.add(fault);
    }

    /// The calls so far.
    List<TaskCall> calls() {
        return List.copyOf(calls);
    }

    /// @throws AssertionError when an armed fault never fired: a test that armed it has proved nothing
    void requireFired() {
        var silent = new ArrayList<>(armed);
        silent.removeAll(fired);
        if (!silent.isEmpty()) {
            throw new AssertionError("The faults %s never fired in the calls %s".formatted(silent, calls));
        }
    }

    TaskCall arrived(String state, String function, int attempt) {
        var call = new TaskCall(calls.size() + 1, state, function, attempt);
        calls.add(call);
        return call;
    }

    void strike(TaskCall call, Moment moment) throws AslError {
        for (Fault fault : armed) {
            if (fault.moment() == moment && fault.strikes(call)) {
                fired.add(fault);
                throw new AslError(fault.error(), fault.cause());
            }
        }
    }
}
