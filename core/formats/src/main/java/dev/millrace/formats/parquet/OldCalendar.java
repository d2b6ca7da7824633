package dev.millrace.formats.parquet;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/// Days and moments of the hybrid calendar, which is Julian before 1582-10-15: as `java.util` counts them, and Spark
/// before 3.0 and Hive wrote them. They become those that are written alike in the Gregorian calendar, which all other
/// writers use for all times (ISO 8601).
final class OldCalendar {
    /// That there is no such day or moment.
    static final long NONE = Long.MIN_VALUE;

    private static final long SECONDS_PER_DAY = 86_400;

    /// 1582-10-15, from which on both calendars agree.
    private static final long FIRST_GREGORIAN_DAY = -141_427;

    private static final long FIRST_GREGORIAN_SECOND = FIRST_GREGORIAN_DAY * SECONDS_PER_DAY;

    /// 1900-01-01. Before it `java.util` has no local mean times, which `java.time` has.
    private static final long SAME_ZONES = -2_208_988_800L;

    /// A day before each that can be read, from which on seconds do not overflow.
    private static final long FAR = -1_000_000L * SECONDS_PER_DAY;

    /// 1970-01-01, counted from the first day of the Julian year -4800 that begins in March.
    private static final long EPOCH = 2_440_588 + 32_082;

    private final @Nullable ZoneId zone;
    private final GregorianCalendar clock;

    /// @param zone of the writer; null when it is not known
    OldCalendar(@Nullable ZoneId zone) {
        this.zone = zone;
        this.clock = new GregorianCalendar(TimeZone.getTimeZone(zone == null ? ZoneId.of("UTC") : zone));
    }

    /// The day since 1970-01-01 that is written as the hybrid calendar's `day` is.
    ///
    /// @return [#NONE] for the 29th of February of a century's year that is a leap year in the Julian calendar only
    static long day(long day) {
        if (day >= FIRST_GREGORIAN_DAY) {
            return day;
        }
        long days = day + EPOCH;
        long year = Math.floorDiv(4 * days + 3, 1_461L);
        long ofYear = days - Math.floorDiv(1_461 * year, 4L);
        int month = (int) ((5 * ofYear + 2) / 153);
        int ofMonth = (int) (ofYear - (153L * month + 2) / 5 + 1);
        LocalDate first = LocalDate.of((int) (year - 4_800 + month / 10), month + 3 - 12 * (month / 10), 1);
        return ofMonth > first.lengthOfMonth() ? NONE : first.toEpochDay() + ofMonth - 1;
    }

    /// The second since 1970-01-01 (UTC) at which clocks in the writer's zone show what they show at `second` in the
    /// hybrid calendar.
    ///
    /// @return [#NONE] when there is none, or none can be known without the writer's zone
    long second(long second) {
        if (second >= SAME_ZONES || second < FAR) {
            return second;
        }
        if (zone == null) {
            return second >= FIRST_GREGORIAN_SECOND ? second : NONE;
        }
        clock.setTimeInMillis(second * 1_000);
        if (clock.get(Calendar.ERA) == GregorianCalendar.BC) {
            return second;
        }
        LocalDate first = LocalDate.of(clock.get(Calendar.YEAR), clock.get(Calendar.MONTH) + 1, 1);
        int ofMonth = clock.get(Calendar.DAY_OF_MONTH);
        if (ofMonth > first.lengthOfMonth()) {
            return NONE;
        }
        LocalDateTime shown = first.withDayOfMonth(ofMonth)
                .atTime(clock.get(Calendar.HOUR_OF_DAY), clock.get(Calendar.MINUTE), clock.get(Calendar.SECOND));
        ZonedDateTime moment = shown.atZone(zone);
        boolean summer = clock.get(Calendar.DST_OFFSET) != 0;
        return (summer ? moment.withEarlierOffsetAtOverlap() : moment.withLaterOffsetAtOverlap()).toEpochSecond();
    }

    /// Whether moments before 1582-10-15 can be read.
    boolean knowsZone() {
        return zone != null;
    }
}
