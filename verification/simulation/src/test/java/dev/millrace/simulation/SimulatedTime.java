package dev.millrace.simulation;

import dev.millrace.asl.AslClock;
import java.time.Duration;
import java.time.Instant;

/// Virtual time, as executions see it.
record SimulatedTime(Timeline timeline, Dice dice) implements AslClock {
    private static final Duration TRANSITION = Duration.ofMillis(20);

    @Override
    public Instant now() {
        return timeline.now();
    }

    @Override
    public Timer after(Duration wait, Runnable what) {
        return timeline.in(wait, what)::cancel;
    }

    @Override
    public void transition(Runnable what) {
        timeline.in(dice.between(TRANSITION.dividedBy(4), TRANSITION), what);
    }
}
