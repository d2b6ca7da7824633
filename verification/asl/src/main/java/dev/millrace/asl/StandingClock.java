package dev.millrace.asl;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// A clock that stands still while something happens, and goes on to the next thing that is to be done.
public final class StandingClock implements AslClock {
    private final InstantSource clock;
    private final Consumer<Duration> passing;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private long orders;

    /// @param clock that shows the time
    /// @param passing lets time pass on it
    public StandingClock(InstantSource clock, Consumer<Duration> passing) {
        this.clock = clock;
        this.passing = passing;
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
    public void next() {
        Due next = due.poll();
        if (next == null) {
            throw new AssertionError("The execution waits for something that never happens");
        }
        passTo(next.at());
        next.what().run();
    }

    /// Whether nothing is to be done any more.
    public boolean idle() {
        return due.isEmpty();
    }

    /// Lets so much time pass, and does what is due meanwhile.
    public void pass(Duration time) {
        Instant until = now().plus(time);
        while (!due.isEmpty() && !due.element().at().isAfter(until)) {
            next();
        }
        passTo(until);
    }

    private void passTo(Instant then) {
        if (then.isAfter(now())) {
            passing.accept(Duration.between(now(), then));
        }
    }
}
