package dev.millrace.formats.parquet;

import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.temporal.MomentReader;
import dev.millrace.formats.parquet.Annotation.Unit;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Timestamps, to the microsecond.
final class MomentValue extends ParquetValue {
    /// What is wrong with a finer moment.
    static final String MICROSECONDS = "must be a whole number of microseconds ('millrace.nanoseconds: cut' cuts it)";

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400;

    /// 1970-01-01 as INT96 counts days.
    private static final long EPOCH_JULIAN_DAY = 2_440_588;

    private final MomentReader reader;
    private final @Nullable Unit unit;
    private final boolean local;
    private final @Nullable OldCalendar old;
    private final boolean cut;
    private long seconds;
    private long nanos;

    /// @param unit what INT64 counts; null for INT96, which has a day and nanoseconds
    /// @param local whether the file has what a clock showed; else moments in UTC
    /// @param old makes moments of those of the hybrid calendar; null when they are none of it
    MomentValue(TimestampType type, @Nullable Unit unit, boolean local, @Nullable OldCalendar old) {
        this.reader =
                new MomentReader(type.format(), type.zoned(), type.defaultZone().orElse(null));
        this.unit = unit;
        this.local = local;
        this.old = old;
        this.cut = type.format().cuts();
    }

    @Override
    @Nullable String convert(StoredValue stored) {
        if (unit == null) {
            nanos = LittleEndian.int64(stored.bytes, stored.start);
            seconds = (LittleEndian.int32(stored.bytes, stored.start + 8) - EPOCH_JULIAN_DAY) * SECONDS_PER_DAY;
            if (nanos < 0 || nanos >= SECONDS_PER_DAY * NANOS_PER_SECOND) {
                return "must have a time of day from 00:00 to 23:59:59.999999";
            }
            seconds += nanos / NANOS_PER_SECOND;
            nanos %= NANOS_PER_SECOND;
        } else {
            seconds = Math.floorDiv(stored.bits, unit.perSecond());
            nanos = Math.floorMod(stored.bits, unit.perSecond()) * unit.nanos();
        }
        if (old != null) {
            long second = old.second(seconds);
            if (second == OldCalendar.NONE) {
                return noMoment(old);
            }
            seconds = second;
        }
        return cut || nanos % 1_000 == 0 ? reader.take(seconds, (int) (nanos / 1_000), local) : MICROSECONDS;
    }

    private static String noMoment(OldCalendar old) {
        return old.knowsZone()
                ? "must be a moment of the Gregorian calendar: the file has times before 1582-10-15 of the Julian"
                        + " calendar, where the 29th of February comes in other years"
                : "must be a moment of the Gregorian calendar: the file has times before 1582-10-15 of the Julian"
                        + " calendar (Spark's legacy mode), and does not say in which time zone"
                        + " (org.apache.spark.timeZone)";
    }

    @Override
    public long number() {
        return reader.micros();
    }

    @Override
    public String shown() {
        if (nanos >= NANOS_PER_SECOND || nanos < 0 || Math.abs(seconds) > SECONDS_PER_DAY * 366 * 100_000) {
            return "%d s and %d ns after 1970-01-01".formatted(seconds, nanos);
        }
        String clock = LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC)
                .toString();
        return local ? clock : clock + "Z";
    }
}
