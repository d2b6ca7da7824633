package dev.millrace.asl;

import java.time.Duration;
import java.time.Instant;

/// Time, as executions see it.
public interface AslClock {
    /// Now.
    Instant now();

    /// Does something after a while, never before this returns.
    Timer after(Duration wait, Runnable what);

    /// Goes from one state to the next; a simulation lets time pass here.
    default void transition(Runnable what) {
        after(Duration.ZERO, what);
    }

    /// Something that is to be done.
    @FunctionalInterface
    interface Timer {
        /// It is not to be done any more.
        void cancel();
    }
}
