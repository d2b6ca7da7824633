package dev.millrace.journeys;

import dev.millrace.asl.AslClock;
import dev.millrace.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A clock that stands still while something happens, and goes on to the next thing that is to be done.
final class StandingClock implements AslClock {
    private final SettableClock clock;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private long orders;

    StandingClock(SettableClock clock) {
        this.clock = clock;
    }

    private record Due(Instant at, long order, Runnable what) {}

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Timer after(Duration wait, Runnable what) {
        var entry = new Due(now().plus(wait), orders++, what);
        due.add(entry);
        return () -> due.remove(entry);
    }

    /// Does the next thing that is to be done, at its time.
    ///
    /// @throws AssertionError when there is none
    void next() {
        Due next = due.poll();
        if (next == null) {
            throw new AssertionError("The execution waits for something that never happens");
        }
        if (next.at().isAfter(now())) {
            clock.pass(Duration.between(now(), next.at()));
        }
        next.what().run();
    }
}
