package dev.millrace.contract.temporal;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one text says of a date, a time of day and an offset. Used again for the next text.
public final class TemporalFields {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int SECONDS_PER_HALF_DAY = 12 * 3_600;

    /// How many parts of a pattern are told that could stand at one place.
    private static final int MOST_EXPECTED = 4;

    int year;
    int month;
    int day;
    int weekday;
    int hour;
    int clockHour;
    boolean afternoon;
    int minute;
    int second;
    int nano;
    boolean offsetGiven;
    int offsetSeconds;

    /// The first of the hundred years that years of two digits stand for.
    int century;

    /// Whether digits beyond microseconds are cut off.
    boolean cut;

    private int mismatchAt;
    private final @Nullable Element[] expected = new @Nullable Element[MOST_EXPECTED];
    private int expectations;

    TemporalFields copy() {
        TemporalFields copy = new TemporalFields();
        copy.set(this);
        return copy;
    }

    void set(TemporalFields other) {
        year = other.year;
        month = other.month;
        day = other.day;
        weekday = other.weekday;
        hour = other.hour;
        clockHour = other.clockHour;
        afternoon = other.afternoon;
        minute = other.minute;
        second = other.second;
        nano = other.nano;
        offsetGiven = other.offsetGiven;
        offsetSeconds = other.offsetSeconds;
    }

    void set(Part part, int number) {
        switch (part) {
            case YEAR -> year = number;
            case SHORT_YEAR -> year = century + Math.floorMod(number - century, 100);
            case MONTH -> month = number;
            case DAY -> day = number;
            case HOUR -> hour = number;
            // No clock shows an hour 0 of 12.
            case CLOCK_HOUR -> clockHour = number == 0 ? 99 : number;
            case MINUTE -> minute = number;
            case SECOND -> second = number;
        }
    }

    /// Keeps that the text has something else at `at` than `element`, where nothing was read further on.
    void mismatch(int at, Element element) {
        if (element instanceof Sequence || element instanceof OptionalSection || at < mismatchAt) {
            return;
        }
        if (at > mismatchAt) {
            mismatchAt = at;
            expectations = 0;
        }
        if (expectations < MOST_EXPECTED) {
            expected[expectations++] = element;
        }
    }

    /// What could stand at `at`, if anything was looked for there and further on nothing was read.
    List<String> expectedAt(int at) {
        return at < mismatchAt
                ? List.of()
                : Arrays.stream(expected, 0, at == mismatchAt ? expectations : 0)
                        .filter(Objects::nonNull)
                        .map(Element::described)
                        .distinct()
                        .toList();
    }

    /// How far the text could be read: the furthest place where something else was expected; 0 for none.
    int mismatchAt() {
        return mismatchAt;
    }

    void clear() {
        mismatchAt = 0;
        expectations = 0;
        year = 1970;
        month = 1;
        day = 1;
        weekday = 0;
        hour = 0;
        clockHour = 0;
        afternoon = false;
        minute = 0;
        second = 0;
        nano = 0;
        offsetGiven = false;
        offsetSeconds = 0;
    }

    /// What makes these fields impossible, in words that complete "the value …"; null when nothing does.
    @Nullable String contradiction() {
        if (year < 1) {
            return "must have a year from 0001 to 9999";
        }
        if (month < 1 || month > 12 || day < 1 || (day > 28 && day > daysOfMonth())) {
            return "names a day that does not exist";
        }
        if (hour > 23 || clockHour > 12 || minute > 59 || second > 59) {
            return "names a time that does not exist";
        }
        if (!cut && nano % 1_000 != 0) {
            return "has more than 6 digits of a second, and nothing is rounded"
                    + " ('millrace.nanoseconds: cut' cuts them)";
        }
        if (Math.abs(offsetSeconds) > 18 * 3_600) {
            return "has an offset beyond 18 hours";
        }
        return weekday != 0
                        && weekday
                                != LocalDate.ofEpochDay(epochDay())
                                        .getDayOfWeek()
                                        .getValue()
                ? "names a day of the week that the date does not fall on"
                : null;
    }

    private int daysOfMonth() {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// Days since 1970-01-01, counted in the proleptic Gregorian calendar.
    public long epochDay() {
        // Years begin in March here, so that the leap day is the last of its year (Neri and Schneider, 2022).
        int march = month > 2 ? year : year - 1;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int days = march * 365 + march / 4 - march / 100 + march / 400 + dayOfYear - 719_468;
        return days;
    }

    /// Microseconds since midnight.
    public long microOfDay() {
        long seconds = hour * 3_600L + minute * 60L + second;
        if (clockHour > 0) {
            seconds += clockHour % 12 * 3_600L + (afternoon ? SECONDS_PER_HALF_DAY : 0);
        }
        return seconds * MICROS_PER_SECOND + nano / 1_000;
    }

    /// Whether the text had an offset from UTC.
    public boolean offsetGiven() {
        return offsetGiven;
    }

    /// The offset from UTC in seconds, east positive.
    public int offsetSeconds() {
        return offsetSeconds;
    }
}
