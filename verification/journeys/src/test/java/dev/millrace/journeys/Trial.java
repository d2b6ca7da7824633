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

    /// With it every call meets every mode; else of modes that a client cannot tell apart each call meets one.
    private static final boolean ALL_MODES = Boolean.getBoolean("journeys.allModes");

    /// The call was not made, whichever of them it was.
    private static final List<FaultMode> NOT_DONE =
            List.of(FaultMode.BEFORE, FaultMode.THROTTLED, FaultMode.THROTTLED_429, FaultMode.UNAVAILABLE_503);

    /// It was made, and its answer is lost.
    private static final List<FaultMode> DONE =
            List.of(FaultMode.AFTER, FaultMode.DELAY, FaultMode.CUT_BODY, FaultMode.CUT_BODY_SILENTLY);

    /// Bodies of these are read by our code, when the client has done its part.
    private static final String STREAMED = "s3.GetObject";

    /// All calls of a scenario: each fails once, and then so often that the client gives up, before it was made and
    /// after.
    static List<Trial> all(Scenario scenario) {
        return all(scenario, new HashSet<>());
    }

    /// The same without the calls that another scenario came to in the same way.
    ///
    /// @param known the ways to calls (all calls up to them) that were tried before; those of this scenario come
    ///     to them
    static List<Trial> all(Scenario scenario, Set<List<String>> known) {
        List<AwsCall> calls = Journey.callsOf(scenario);
        List<String> names = calls.stream().map(Trial::name).toList();
        return IntStream.range(0, calls.size())
                .filter(i -> known.add(names.subList(0, i + 1)))
                .mapToObj(calls::get)
                .flatMap(call -> Arrays.stream(FaultMode.values())
                        .flatMap(mode -> times(mode).map(times -> new Trial(scenario, call, mode, times))))
                .filter(Trial::isItsTurn)
                .toList();
    }

    private static String name(AwsCall call) {
        return call.service() + "." + call.operation();
    }

    private boolean isItsTurn() {
        if (!mode.appliesTo(call)) {
            return false;
        }
        List<FaultMode> alike = Stream.of(NOT_DONE, DONE)
                .filter(modes -> modes.contains(mode))
                .flatMap(List::stream)
                .filter(other -> other.appliesTo(call) && times(other).anyMatch(often -> often == times))
                .toList();
        return ALL_MODES
                || alike.isEmpty()
                || name(call).equals(STREAMED)
                || alike.indexOf(mode) == call.index() % alike.size();
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
