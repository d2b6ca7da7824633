package dev.millrace.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern PART = Pattern.compile("(\\*|\\?|\\w+)(?:-(\\w+))?(?:/([0-9]{1,4}))?");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    /// Leap days included.
    private static final int LONGEST_PAUSE_IN_DAYS = 8 * 366;

    /// Of a rate; zero of a cron, whose fields follow.
    private final Duration rate;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final boolean lastDay;
    private final BitSet months;
    private final BitSet weekdays;
    private final BitSet years;

    private Schedule(Duration rate) {
        this.rate = rate;
        this.minutes = new BitSet();
        this.hours = new BitSet();
        this.days = new BitSet();
        this.lastDay = false;
        this.months = new BitSet();
        this.weekdays = new BitSet();
        this.years = new BitSet();
    }

    private Schedule(Matcher cron) {
        this.rate = Duration.ZERO;
        this.minutes = field(cron.group(1), 0, 59, List.of(), 0);
        this.hours = field(cron.group(2), 0, 23, List.of(), 0);
        this.lastDay = cron.group(3).equals("L");
        this.days = lastDay ? new BitSet() : field(cron.group(3), 1, 31, List.of(), 0);
        this.months = field(cron.group(4), 1, 12, MONTHS, 1);
        this.weekdays = field(cron.group(5), 1, 7, DAYS, 1);
        this.years = field(cron.group(6), FIRST_YEAR, LAST_YEAR, List.of(), 0);
    }

    /// The schedule that a setting spells.
    ///
    /// @param otherwise how far apart its times are taken to be when it is one that this class does not know,
    /// such as that of the last Friday
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

    private static BitSet field(String text, int least, int most, List<String> names, int firstName) {
        var values = new BitSet();
        for (String part : text.split(",", -1)) {
            Matcher form = PART.matcher(part);
            if (!form.matches()) {
                throw new IllegalArgumentException("Not a part of a cron expression: " + part);
            }
            boolean any = form.group(1).equals("*") || form.group(1).equals("?");
            int from = any ? least : value(form.group(1), names, firstName);
            int step = form.group(3) == null ? 1 : Integer.parseInt(form.group(3));
            int single = any || form.group(3) != null ? most : from;
            int to = form.group(2) == null ? single : value(form.group(2), names, firstName);
            if (from < least || to > most || from > to || step < 1) {
                throw new IllegalArgumentException("Not a range of a cron expression: " + part);
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int value(String text, List<String> names, int firstName) {
        int name = names.indexOf(text.toUpperCase(Locale.ROOT));
        return name < 0 ? Integer.parseInt(text) : name + firstName;
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
        boolean ofMonth = lastDay ? day.getDayOfMonth() == day.lengthOfMonth() : days.get(day.getDayOfMonth());
        return ofMonth
                && months.get(day.getMonthValue())
                && weekdays.get(day.getDayOfWeek().getValue() % 7 + 1)
                && years.get(day.getYear());
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
