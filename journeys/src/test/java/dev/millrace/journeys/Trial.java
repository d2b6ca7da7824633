package dev.millrace.journeys;

import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.FaultMode;
import dev.millrace.testing.aws.FaultyHttp;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A journey in which one call of AWS fails, and what comes of it.
///
/// @param call that fails first
/// @param times how many calls of its operation fail in a row
record Trial(Scenario scenario, AwsCall call, FaultMode mode, int times) {
    /// More than any client tries, and fewer than a state machine does.
    static final int PERSISTING = 13;

    private static final List<FaultMode> REFUSALS =
            List.of(FaultMode.THROTTLED, FaultMode.THROTTLED_429, FaultMode.UNAVAILABLE_503);

    /// All calls of a scenario in all modes: each once, and then so often that the client gives up.
    static List<Trial> all(Scenario scenario) {
        return all(scenario, new HashSet<>());
    }

    /// The same without the calls that another scenario came to in the same way.
    ///
    /// @param known the ways to calls (all calls up to them) that were tried before; those of this scenario come
    ///     to them
    static List<Trial> all(Scenario scenario, Set<List<String>> known) {
        List<AwsCall> calls = Journey.callsOf(scenario);
        List<String> names =
                calls.stream().map(c -> c.service() + "." + c.operation()).toList();
        return IntStream.range(0, calls.size())
                .filter(i -> known.add(names.subList(0, i + 1)))
                .mapToObj(calls::get)
                .flatMap(call -> Arrays.stream(FaultMode.values())
                        .filter(mode -> mode.appliesTo(call) && isItsTurn(mode, call))
                        .flatMap(mode -> times(mode).map(times -> new Trial(scenario, call, mode, times))))
                .toList();
    }

    /// Clients try again whichever way they are refused, so each call meets one of the ways.
    private static boolean isItsTurn(FaultMode mode, AwsCall call) {
        int turn = REFUSALS.indexOf(mode);
        return turn < 0 || turn == call.index() % REFUSALS.size();
    }

    /// To a client that has given up, all ways to be refused are one.
    private static Stream<Integer> times(FaultMode mode) {
        return switch (mode) {
            case BEFORE, AFTER, CUT_BODY_SILENTLY -> Stream.of(1, PERSISTING);
            case DELAY, THROTTLED, THROTTLED_429, UNAVAILABLE_503, ERROR_IN_200, CUT_BODY -> Stream.of(1);
        };
    }

    /// What is not as it should be in the end, if only that the fault did not fire.
    List<String> wrong() {
        return wrong(Defect.NONE);
    }

    /// The same with something that is wrong from the beginning.
    List<String> wrong(Defect defect) {
        try (Journey journey = Journey.of(scenario, defect)) {
            journey.prepare();
            journey.http().arm(new FaultyHttp.Fault(call.index(), mode, times));
            Journey.Outcome outcome = journey.travel();
            List<String> wrong = journey.settle(outcome.object());
            journey.http().requireFired();
            return wrong.stream().map(what -> this + ": " + what).toList();
        } catch (RuntimeException | AssertionError e) {
            return List.of(this + ": " + e);
        }
    }

    @Override
    public String toString() {
        return "%s: call %d, %s.%s, %s, %d times"
                .formatted(scenario, call.index(), call.service(), call.operation(), mode, times);
    }
}
