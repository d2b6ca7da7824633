package dev.millrace.authoring.inference;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.Range;
import dev.millrace.contract.temporal.MomentReader;
import dev.millrace.contract.temporal.TemporalFields;
import dev.millrace.contract.temporal.TemporalPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One way in which dates, times or timestamps are written.
final class Moments {
    private static final List<Moments> ALL = all();

    /// In which order day, month and year stand.
    enum DayOrder {
        NONE,
        YEAR_FIRST,
        DAY_FIRST,
        MONTH_FIRST
    }

    private final LogicalType type;
    private final TemporalPattern pattern;
    private final DayOrder order;
    private final TemporalFields fields = new TemporalFields();
    private final Optional<MomentReader> reader;

    private Moments(LogicalType type, TemporalPattern pattern, DayOrder order, Optional<MomentReader> reader) {
        this.type = type;
        this.pattern = pattern;
        this.order = order;
        this.reader = reader;
    }

    /// The ways in which a text can be read, the plainest first.
    static List<Moments> reading(byte[] text) {
        List<Moments> reading = new ArrayList<>();
        ALL.stream().map(Moments::copy).filter(way -> way.reads(text)).forEach(reading::add);
        return reading;
    }

    /// The same with its own memory, for columns that are read at the same time.
    private Moments copy() {
        Optional<MomentReader> own = type instanceof TimestampType timestamp
                ? Optional.of(new MomentReader(pattern, timestamp.zoned(), null))
                : Optional.empty();
        return new Moments(type, pattern, order, own);
    }

    private static List<Moments> all() {
        List<Moments> all = new ArrayList<>();
        all.add(date(TemporalPattern.ISO_DATE, DayOrder.YEAR_FIRST));
        all.add(timestamp(TemporalPattern.ISO_TIMESTAMP, DayOrder.YEAR_FIRST, true));
        all.add(timestamp(TemporalPattern.ISO_LOCAL_TIMESTAMP, DayOrder.YEAR_FIRST, false));
        all.add(time(TemporalPattern.ISO_TIME));
        for (String time : List.of("HH:mm", "H:mm", "H:mm:ss", "h:mm a", "h:mm:ss a", "hh:mm:ss a")) {
            all.add(time(TemporalPattern.of(time)));
        }
        dates(all, DayOrder.YEAR_FIRST, "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyyMMdd", "yyyy-M-d", "yyyy/M/d");
        // As Java writes its own: what is zero at the end may be left out.
        timestamps(all, DayOrder.YEAR_FIRST, "yyyy-MM-dd'T'HH:mm[:ss[.SSSSSSSSS]]");
        dates(all, DayOrder.DAY_FIRST, "dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy", "dd/MM/yyyy", "d/M/yyyy", "dd/MM/yy");
        dates(all, DayOrder.DAY_FIRST, "dd-MM-yyyy", "dd-MM-yy", "dd MMM yyyy", "d MMM yyyy", "dd-MMM-yyyy");
        dates(all, DayOrder.DAY_FIRST, "dd-MMM-yy", "d MMMM yyyy", "E, dd MMM yyyy");
        dates(all, DayOrder.MONTH_FIRST, "MM/dd/yyyy", "M/d/yyyy", "MM/dd/yy", "M/d/yy", "MM-dd-yyyy");
        dates(all, DayOrder.MONTH_FIRST, "MMM d, yyyy", "MMMM d, yyyy");
        return all;
    }

    private static void dates(List<Moments> all, DayOrder order, String... patterns) {
        for (String date : patterns) {
            if (!date.equals("yyyy-MM-dd")) {
                all.add(date(TemporalPattern.of(date), order));
            }
            for (String time : List.of("HH:mm:ss", "HH:mm", "H:mm", "H:mm:ss", "h:mm a", "h:mm:ss a", "hh:mm:ss a")) {
                timestamps(all, order, date + " " + time);
            }
            for (String fraction : List.of("[.SSSSSS]", "[.SSSSSSSSS]")) {
                timestamps(all, order, date + " HH:mm:ss" + fraction);
            }
            timestamps(all, order, date + "'T'HH:mm");
            timestamps(all, order, date + "'T'HH:mm:ss");
            timestamps(all, order, date + "'T'HHmmss");
        }
    }

    private static void timestamps(List<Moments> all, DayOrder order, String pattern) {
        all.add(timestamp(TemporalPattern.of(pattern), order, false));
        for (String offset : List.of("XXX", "XX", "X", " XX", " XXX", " z")) {
            all.add(timestamp(TemporalPattern.of(pattern + offset), order, true));
        }
    }

    private static Moments date(TemporalPattern pattern, DayOrder order) {
        return new Moments(new DateType(pattern, Range.all()), pattern, order, Optional.empty());
    }

    private static Moments time(TemporalPattern pattern) {
        return new Moments(new TimeType(pattern, Range.all()), pattern, DayOrder.NONE, Optional.empty());
    }

    private static Moments timestamp(TemporalPattern pattern, DayOrder order, boolean zoned) {
        return new Moments(
                new TimestampType(pattern, zoned, Optional.empty(), Range.all()),
                pattern,
                order,
                Optional.of(new MomentReader(pattern, zoned, null)));
    }

    /// Whether a text, in UTF-8, is written so.
    boolean reads(byte[] text) {
        String wrong = reader.isPresent()
                ? reader.get().read(text, 0, text.length)
                : pattern.read(text, 0, text.length, fields);
        return wrong == null;
    }

    /// Whether some of the ways have the day before the month, and some behind.
    static boolean isDayOrMonth(List<Moments> ways) {
        return hasOrder(ways, DayOrder.DAY_FIRST) && hasOrder(ways, DayOrder.MONTH_FIRST);
    }

    private static boolean hasOrder(List<Moments> ways, DayOrder order) {
        return ways.stream().anyMatch(way -> way.order() == order);
    }

    /// Whether the years have two digits, so that somebody must say which century they are of.
    static boolean needsCentury(List<Moments> ways) {
        return !ways.isEmpty() && ways.get(0).pattern().hasShortYear();
    }

    LogicalType type() {
        return type;
    }

    TemporalPattern pattern() {
        return pattern;
    }

    DayOrder order() {
        return order;
    }
}
