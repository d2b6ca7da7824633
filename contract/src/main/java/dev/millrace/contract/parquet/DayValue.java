package dev.millrace.contract.parquet;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Days of the years 0001 to 9999.
final class DayValue extends ParquetValue {
    private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST = LocalDate.of(9_999, 12, 31).toEpochDay();

    private long day;

    @Override
    @Nullable String convert(StoredValue stored) {
        day = stored.bits;
        return day < FIRST || day > LAST ? "must have a year from 0001 to 9999" : null;
    }

    @Override
    public long number() {
        return day;
    }

    @Override
    public String shown() {
        return LocalDate.ofEpochDay(day).toString();
    }
}
