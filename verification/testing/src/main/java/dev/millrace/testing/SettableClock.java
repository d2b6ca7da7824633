package dev.millrace.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands still until it is told to go on.
public final class SettableClock extends Clock {
    /// Where it starts.
    public static final Instant START = Instant.parse("2026-11-21T10:15:30Z");

    private volatile Instant now = START;

    /// Lets time pass.
    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock shows UTC only");
    }
}
