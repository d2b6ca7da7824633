package dev.millrace.launchjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.jobs.Job;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobState;
import dev.millrace.faults.ServiceFault;
import dev.millrace.testing.aws.FaultMode;
import dev.millrace.testing.aws.FaultyHttp;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;

/// Whichever call fails, and in whichever way: the next tries come to one run, and one result.
class LaunchingWhileCallsFailTest {
    private static final int TRIES = 4;

    static Stream<Arguments> everyFault() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(
                                FaultMode.BEFORE, FaultMode.AFTER, FaultMode.THROTTLED, FaultMode.UNAVAILABLE_503)
                        .map(mode -> Arguments.of(engine, mode)));
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void launchesOnce(Engine engine, FaultMode mode) {
        int calls = callsOfALaunch(engine);
        assertThat(calls).isGreaterThanOrEqualTo(3);
        for (int call = 1; call <= calls; call++) {
            try (var launched = new LaunchedJobs()) {
                launched.way.arm(new FaultyHttp.Fault(call, mode, 1));
                Job job = launchedAtLast(launched, engine);

                launched.way.requireFired();
                assertThat(launched.runs(engine))
                        .as("call %d", call)
                        .containsExactly(Objects.requireNonNull(job.run()).id());
                assertThat(launched.job()).isEqualTo(job);
                assertThat(launched.isOpen()).isTrue();
                launched.heard(true);
                assertThat(launched.answers()).hasSize(1);
                assertThat(launched.answers().getFirst().token())
                        .isEqualTo(job.token().text());
            }
        }
    }

    /// The same while its earlier launch has to be stopped, and while its result waits.
    @ParameterizedTest
    @MethodSource("everyFault")
    void handsAResultToANewTokenOnce(Engine engine, FaultMode mode) {
        for (int call = 1; call <= 5; call++) {
            try (var launched = new LaunchedJobs()) {
                Job running = launched.launch(engine, 1, "token-0");
                launched.end(engine, Objects.requireNonNull(running.run()).id(), true);
                int before = launched.way.calls().size();
                launched.way.arm(new FaultyHttp.Fault(before + call, mode, 1));

                Job job = endedAtLast(launched, engine);

                launched.way.requireFired();
                assertThat(job.state()).as("call %d", call).isEqualTo(JobState.SUCCEEDED);
                assertThat(job.open()).isFalse();
                assertThat(launched.answers()).isNotEmpty().doesNotHaveDuplicates();
                assertThat(launched.runs(engine)).hasSize(1);
            }
        }
    }

    private static int callsOfALaunch(Engine engine) {
        try (var launched = new LaunchedJobs()) {
            launched.launch(engine, 1, "token");
            return launched.way.calls().size();
        }
    }

    private static Job launchedAtLast(LaunchedJobs launched, Engine engine) {
        return atLast(launched, engine);
    }

    private static Job endedAtLast(LaunchedJobs launched, Engine engine) {
        Job job = atLast(launched, engine);
        return job.state().ended() ? job : atLast(launched, engine);
    }

    /// As a state machine tries again: with a new token, a little later.
    private static Job atLast(LaunchedJobs launched, Engine engine) {
        RuntimeException last = new IllegalStateException("Never tried");
        for (int i = 1; i <= TRIES; i++) {
            try {
                return launched.launch(
                        engine, 1, "token-" + i + launched.way.calls().size());
            } catch (SdkException | ServiceFault e) {
                last = e;
                launched.clock.pass(i == TRIES - 1 ? Launching.LEASE : Launching.SETTLE);
            }
        }
        throw last;
    }
}
