package dev.millrace.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Virtual time: it stands still while something happens, and jumps to the next happening.
final class Timeline {
    /// When every simulation begins.
    static final Instant BEGINNING = Instant.parse("2026-11-21T00:00:00Z");

    private final PriorityQueue<Happening> queue = new PriorityQueue<>();
    private long micros;
    private long number;

    /// Something that is planned. What happens at the same time happens in the order in which it was planned.
    static final class Happening implements Comparable<Happening> {
        private final long at;
        private final long number;
        private final Runnable what;
        private boolean cancelled;

        private Happening(long at, long number, Runnable what) {
            this.at = at;
            this.number = number;
            this.what = what;
        }

        /// It is not to happen; nothing changes when it has.
        void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Happening other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    Instant now() {
        return BEGINNING.plus(micros, ChronoUnit.MICROS);
    }

    /// How long it has been since the beginning.
    Duration passed() {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    /// Plans something.
    Happening in(Duration delay, Runnable what) {
        var happening = new Happening(micros + toMicros(delay), number++, what);
        queue.add(happening);
        return happening;
    }

    /// Lets the next thing happen.
    ///
    /// @return false when nothing is planned any more
    boolean goOn() {
        Happening next = next();
        if (next == null) {
            return false;
        }
        queue.remove();
        micros = next.at;
        next.what.run();
        return true;
    }

    private @Nullable Happening next() {
        Happening next = queue.peek();
        while (next != null && next.cancelled) {
            queue.remove();
            next = queue.peek();
        }
        return next;
    }

    /// How many things are planned.
    long planned() {
        return queue.stream().filter(h -> !h.cancelled).count();
    }

    /// Lets time pass if nothing happens meanwhile.
    ///
    /// @return false when something does; then no time passed
    boolean pass(Duration duration) {
        long until = micros + toMicros(duration);
        Happening next = next();
        if (next != null && next.at <= until) {
            return false;
        }
        micros = until;
        return true;
    }

    private static long toMicros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
