package dev.millrace.contract.temporal;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads timestamps: of the time line when zoned, else of some clock. Keeps the last one read; for one thread.
public final class MomentReader {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final long FIRST = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND;
    private static final long END =
            LocalDateTime.of(10_000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND;

    private final TemporalPattern pattern;
    private final boolean zoned;
    private final @Nullable ZoneId defaultZone;
    private final TemporalFields fields = new TemporalFields();
    private long micros;

    /// @param defaultZone the zone of zoned texts without an offset; null when they must have one
    public MomentReader(TemporalPattern pattern, boolean zoned, @Nullable ZoneId defaultZone) {
        this.pattern = pattern;
        this.zoned = zoned;
        this.defaultZone = defaultZone;
    }

    /// Reads a text, UTF-8 from `start` to `end` (excluded).
    ///
    /// @return what is wrong with it, in words that complete "the value …"; null when it was read
    public @Nullable String read(byte[] bytes, int start, int end) {
        String wrong = pattern.read(bytes, start, end, fields);
        if (wrong != null) {
            return wrong;
        }
        micros = fields.epochDay() * MICROS_PER_DAY + fields.microOfDay();
        if (!zoned) {
            return fields.offsetGiven() ? "must have no offset from UTC, for the column has no time zone" : null;
        }
        wrong = fields.offsetGiven() ? shift(fields.offsetSeconds()) : shiftFrom(defaultZone);
        return wrong == null && (micros < FIRST || micros >= END) ? "must have a year from 0001 to 9999 in UTC" : wrong;
    }

    /// Takes a timestamp that is no text: what a clock showed when `local`, else a moment in UTC.
    ///
    /// @param seconds since 1970-01-01T00:00
    /// @return as [#read] does
    public @Nullable String take(long seconds, int microsOfSecond, boolean local) {
        boolean inRange = seconds >= FIRST / MICROS_PER_SECOND && seconds < END / MICROS_PER_SECOND;
        micros = inRange ? seconds * MICROS_PER_SECOND + microsOfSecond : 0;
        String wrong = inRange && local && zoned ? shiftFrom(defaultZone) : null;
        boolean stillInRange = inRange && micros >= FIRST && micros < END;
        return wrong == null && !stillInRange ? "must have a year from 0001 to 9999" : wrong;
    }

    private @Nullable String shiftFrom(@Nullable ZoneId zone) {
        if (zone == null) {
            return "must have an offset from UTC, such as Z or +01:00";
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND), 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return "names a time that clocks in " + zone + " skipped";
        }
        return offsets.size() > 1
                ? "names a time that clocks in " + zone + " showed twice; it needs an offset from UTC"
                : shift(offsets.get(0).getTotalSeconds());
    }

    private @Nullable String shift(int offsetSeconds) {
        micros -= offsetSeconds * MICROS_PER_SECOND;
        return null;
    }

    /// The last timestamp read, in microseconds since 1970-01-01T00:00, in UTC when zoned.
    public long micros() {
        return micros;
    }
}
