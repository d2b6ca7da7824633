package dev.millrace.formats.parquet;

import dev.millrace.formats.parquet.Annotation.Unit;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// Times of day, to the microsecond.
final class TimeValue extends ParquetValue {
    private static final long SECONDS_PER_DAY = 86_400;

    private final Unit unit;
    private final boolean cut;
    private long units;

    /// @param cut whether digits beyond microseconds are cut off; else they must be zeros
    TimeValue(Unit unit, boolean cut) {
        this.unit = unit;
        this.cut = cut;
    }

    @Override
    @Nullable String convert(StoredValue stored) {
        units = stored.bits;
        if (!isOfDay()) {
            return "must be from 00:00 to 23:59:59.999999";
        }
        return !cut && unit == Unit.NANOS && units % 1_000 != 0 ? MomentValue.MICROSECONDS : null;
    }

    private boolean isOfDay() {
        return units >= 0 && units < SECONDS_PER_DAY * unit.perSecond();
    }

    @Override
    public long number() {
        return units * unit.nanos() / 1_000;
    }

    @Override
    public String shown() {
        return isOfDay() ? LocalTime.ofNanoOfDay(units * unit.nanos()).toString() : "%d %s".formatted(units, unit);
    }
}
