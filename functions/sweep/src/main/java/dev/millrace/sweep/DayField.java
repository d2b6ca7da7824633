package dev.millrace.sweep;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The fields for days of a cron expression, with what no other field has: `L` (the last), `15W` (the working day
/// that is nearest to the 15th, in the same month), `6L` (the last Friday of a month) and `6#3` (its third).
/// Source: EventBridge Scheduler, user guide, "Schedule types".
final class DayField {
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Pattern NEAREST = Pattern.compile("([0-9]{1,2})W");
    private static final Pattern LAST_OF_MONTH = Pattern.compile("(\\w+)L");
    private static final Pattern ONE_OF_MONTH = Pattern.compile("(\\w+)#([1-5])");

    private DayField() {}

    /// Whether a day is one of those of a month.
    ///
    /// @throws IllegalArgumentException when the field is none
    static Predicate<LocalDate> ofMonth(String text) {
        return any(text, DayField::partOfMonth);
    }

    private static Predicate<LocalDate> partOfMonth(String part) {
        if (part.equals("L")) {
            return day -> day.getDayOfMonth() == day.lengthOfMonth();
        } else if (part.equals("LW")) {
            return day -> day.equals(workingDay(day, day.lengthOfMonth()));
        }
        Matcher nearest = NEAREST.matcher(part);
        if (nearest.matches()) {
            int wanted = number(nearest.group(1), 31, List.of());
            return day -> wanted <= day.lengthOfMonth() && day.equals(workingDay(day, wanted));
        }
        var days = CronField.values(part, 1, 31, List.of(), 0);
        return day -> days.get(day.getDayOfMonth());
    }

    /// Whether a day is one of those of a week, which begins with Sunday as 1.
    ///
    /// @throws IllegalArgumentException when the field is none
    static Predicate<LocalDate> ofWeek(String text) {
        return any(text, DayField::partOfWeek);
    }

    private static Predicate<LocalDate> partOfWeek(String part) {
        if (part.equals("L")) {
            return day -> day.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        Matcher one = ONE_OF_MONTH.matcher(part);
        if (one.matches()) {
            DayOfWeek wanted = weekday(one.group(1));
            int week = Integer.parseInt(one.group(2));
            return day -> day.getDayOfWeek() == wanted && (day.getDayOfMonth() - 1) / 7 == week - 1;
        }
        Matcher last = LAST_OF_MONTH.matcher(part);
        if (last.matches()) {
            DayOfWeek wanted = weekday(last.group(1));
            return day -> day.equals(day.with(TemporalAdjusters.lastInMonth(wanted)));
        }
        var days = CronField.values(part, 1, 7, DAYS, 1);
        return day -> days.get(day.getDayOfWeek().getValue() % 7 + 1);
    }

    private static Predicate<LocalDate> any(String text, Function<String, Predicate<LocalDate>> part) {
        return Stream.of(text.split(",", -1)).map(part).reduce(day -> false, Predicate::or);
    }

    private static DayOfWeek weekday(String text) {
        return DayOfWeek.of((number(text, 7, DAYS) + 5) % 7 + 1);
    }

    private static int number(String text, int most, List<String> names) {
        int number = CronField.value(text, names, 1);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException("Not a day of a cron expression: " + text);
        }
        return number;
    }

    /// The working day that is nearest to a day of a month, without leaving the month.
    private static LocalDate workingDay(LocalDate ofMonth, int wanted) {
        LocalDate day = ofMonth.withDayOfMonth(wanted);
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> wanted == 1 ? day.plusDays(2) : day.minusDays(1);
            case SUNDAY -> wanted == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    }
}
