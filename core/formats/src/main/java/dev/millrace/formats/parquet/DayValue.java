package dev.millrace.formats.parquet;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Days of the years 0001 to 9999.
final class DayValue extends ParquetValue {
    private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST = LocalDate.of(9_999, 12, 31).toEpochDay();

    private final boolean old;
    private long day;

    /// @param old whether they are of the hybrid calendar
    DayValue(boolean old) {
        this.old = old;
    }

    @Override
    @Nullable String convert(StoredValue stored) {
        day = old ? OldCalendar.day(stored.bits) : stored.bits;
        if (day == OldCalendar.NONE) {
            day = stored.bits;
            return "must be a day of the Gregorian calendar: it is the 29th of February of a year that is a leap year"
                    + " in the Julian calendar only, of which the file has its days before 1582-10-15";
        }
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
