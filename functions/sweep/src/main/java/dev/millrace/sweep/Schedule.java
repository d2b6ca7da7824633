package dev.millrace.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When batches are due, in UTC, as EventBridge Scheduler writes it: `cron(0 2 * * ? *)` or `rate(1 day)`.
/// Times in UTC have no gaps in spring and none twice in autumn.
final class Schedule {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private static final Pattern CRON = Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)\\)");
    private static final Pattern RATE = Pattern.compile("rate\\(([0-9]{1,6}) (minute|hour|day)s?\\)");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    /// Leap days included.
    private static final int LONGEST_PAUSE_IN_DAYS = 8 * 366;

    /// Of a rate; zero of a cron, whose fields follow.
    private final Duration rate;

    private final BitSet minutes;
    private final BitSet hours;
    private final Predicate<LocalDate> ofMonth;
    private final BitSet months;
    private final Predicate<LocalDate> ofWeek;
    private final BitSet years;

    private Schedule(Duration rate) {
        this.rate = rate;
        this.minutes = new BitSet();
        this.hours = new BitSet();
        this.ofMonth = day -> false;
        this.months = new BitSet();
        this.ofWeek = day -> false;
        this.years = new BitSet();
    }

    private Schedule(Matcher cron) {
        this.rate = Duration.ZERO;
        this.minutes = CronField.values(cron.group(1), 0, 59, List.of(), 0);
        this.hours = CronField.values(cron.group(2), 0, 23, List.of(), 0);
        this.ofMonth = DayField.ofMonth(cron.group(3));
        this.months = CronField.values(cron.group(4), 1, 12, MONTHS, 1);
        this.ofWeek = DayField.ofWeek(cron.group(5));
        this.years = CronField.values(cron.group(6), FIRST_YEAR, LAST_YEAR, List.of(), 0);
    }

    /// The schedule that a setting spells.
    ///
    /// @param otherwise how far apart its times are taken to be when it is one that this class does not know,
    /// such as one with a mistake in it
    static Schedule of(String expression, Duration otherwise) {
        Matcher rate = RATE.matcher(expression);
        if (rate.matches()) {
            return new Schedule(ofUnit(rate.group(2)).multipliedBy(Math.max(1, Long.parseLong(rate.group(1)))));
        }
        Matcher cron = CRON.matcher(expression);
        try {
            if (cron.matches()) {
                return new Schedule(cron);
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("{} has a field that is passed over", expression, e);
        }
        LOG.warn("The schedule {} is taken for one of each {}", expression, otherwise);
        return new Schedule(otherwise);
    }

    private static Duration ofUnit(String unit) {
        return switch (unit) {
            case "minute" -> Duration.ofMinutes(1);
            case "hour" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }

    /// The last time at which batches were due, not after a moment. Nobody knows from when a rate counts: of
    /// one it is a time after which they were due for certain, the same for as long as the rate says.
    Instant lastDue(Instant moment) {
        if (!rate.isZero()) {
            long seconds = rate.toSeconds();
            return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds)
                    .minus(rate);
        }
        LocalDate today = moment.atOffset(ZoneOffset.UTC).toLocalDate();
        for (int back = 0; back < LONGEST_PAUSE_IN_DAYS; back++) {
            LocalDate day = today.minusDays(back);
            if (isOn(day)) {
                Instant last = lastOf(day, moment);
                if (!last.equals(Instant.EPOCH)) {
                    return last;
                }
            }
        }
        return Instant.EPOCH;
    }

    private boolean isOn(LocalDate day) {
        return ofMonth.test(day) && months.get(day.getMonthValue()) && ofWeek.test(day) && years.get(day.getYear());
    }

    private Instant lastOf(LocalDate day, Instant moment) {
        for (int hour = hours.length() - 1; hour >= 0; hour = hours.previousSetBit(hour - 1)) {
            for (int minute = minutes.length() - 1; minute >= 0; minute = minutes.previousSetBit(minute - 1)) {
                Instant time = day.atTime(LocalTime.of(hour, minute)).toInstant(ZoneOffset.UTC);
                if (!time.isAfter(moment)) {
                    return time;
                }
            }
        }
        return Instant.EPOCH;
    }
}
