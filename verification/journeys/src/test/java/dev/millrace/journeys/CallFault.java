package dev.millrace.journeys;

import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.FaultMode;
import dev.millrace.testing.aws.FaultyHttp;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One call of AWS that fails in a journey.
///
/// @param call that fails first
/// @param times how many calls of its operation fail in a row
record CallFault(AwsCall call, FaultMode mode, int times) {
    /// More than any client tries, and fewer than a state machine does.
    static final int PERSISTING = 13;

    /// With it every call meets every mode; else of modes that a client cannot tell apart each call meets one.
    static final boolean ALL = Boolean.getBoolean("journeys.allModes");

    /// The call was not made, whichever of them it was.
    private static final List<FaultMode> NOT_DONE =
            List.of(FaultMode.BEFORE, FaultMode.THROTTLED, FaultMode.THROTTLED_429, FaultMode.UNAVAILABLE_503);

    /// It was made, and its answer is lost.
    private static final List<FaultMode> DONE =
            List.of(FaultMode.AFTER, FaultMode.DELAY, FaultMode.CUT_BODY, FaultMode.CUT_BODY_SILENTLY);

    /// Bodies of these are read by our code, when the client has done its part.
    private static final String STREAMED = "s3.GetObject";

    /// Each call fails once, and then so often that the client gives up, before it was made and after. Calls that
    /// another journey came to in the same way are left out.
    ///
    /// @param calls of a journey in which nothing fails
    /// @param known the ways to calls (all calls up to them) that were tried before; those of this journey come to
    ///     them
    static List<CallFault> all(List<AwsCall> calls, Set<List<String>> known) {
        List<String> names = calls.stream().map(CallFault::name).toList();
        return all(calls, i -> names.subList(0, i + 1), known);
    }

    /// The same with other ways.
    ///
    /// @param way to the call of an index, from 0
    static List<CallFault> all(List<AwsCall> calls, IntFunction<List<String>> way, Set<List<String>> known) {
        return IntStream.range(0, calls.size())
                .filter(i -> known.add(way.apply(i)))
                .mapToObj(calls::get)
                .flatMap(call -> Arrays.stream(FaultMode.values())
                        .flatMap(mode -> times(mode).map(times -> new CallFault(call, mode, times))))
                .filter(CallFault::isItsTurn)
                .toList();
    }

    static String name(AwsCall call) {
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
        return ALL
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

    /// Lets it strike.
    void arm(FaultyHttp http) {
        http.arm(new FaultyHttp.Fault(call.index(), mode, times));
    }

    @Override
    public String toString() {
        return "call %d, %s.%s, %s, %d times".formatted(call.index(), call.service(), call.operation(), mode, times);
    }
}
