package dev.millrace.contract.parsing;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Range;
import dev.millrace.contract.temporal.MomentReader;
import dev.millrace.contract.temporal.TemporalFields;
import dev.millrace.contract.temporal.TemporalPattern;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the types of dates and times. Their limits are written in the column's own format.
///
/// A timestamp has a time zone unless `timezone: false` says otherwise, as in the examples of ODCS, and each value
/// then has an offset, unless `defaultTimezone` names the zone of those that have none. ODCS would take UTC for
/// these; here the contract must say so, for a wrong guess shifts the data by hours and nobody sees it.
final class TemporalTypes {
    private final Problems problems;
    private final Ranges ranges;

    TemporalTypes(Problems problems) {
        this.problems = problems;
        this.ranges = new Ranges(problems);
    }

    Optional<LogicalType> date(Fields options, ColumnSettings settings) {
        TemporalPattern pattern = pattern(options, settings, TemporalPattern.ISO_DATE);
        if (!pattern.hasDate() || pattern.mayHaveTime() || pattern.mayHaveOffset()) {
            problems.add(options.near("format"), "the format of a date has year, month and day, and nothing of a time");
            return Optional.empty();
        }
        Range<LocalDate> range = ranges.parse(
                options, spot -> fields(spot, pattern).map(fields -> LocalDate.ofEpochDay(fields.epochDay())));
        return Optional.of(new LogicalType.DateType(pattern, range));
    }

    Optional<LogicalType> time(Fields options, ColumnSettings settings) {
        TemporalPattern pattern = pattern(options, settings, TemporalPattern.ISO_TIME);
        if (!pattern.hasHour() || pattern.mayHaveDate() || pattern.mayHaveOffset()) {
            problems.add(
                    options.near("format"), "the format of a time has an hour, and nothing of a date or an offset");
            return Optional.empty();
        }
        if (options.flag("timezone") || options.get("defaultTimezone").isPresent()) {
            problems.add(
                    options.get("timezone").orElse(options.near("defaultTimezone")),
                    "times of day with a time zone are not built yet; remove it");
        }
        Range<LocalTime> range = ranges.parse(
                options,
                spot -> fields(spot, pattern).map(fields -> LocalTime.ofNanoOfDay(fields.microOfDay() * 1_000)));
        return Optional.of(new LogicalType.TimeType(pattern, range));
    }

    Optional<LogicalType> timestamp(Fields options, ColumnSettings settings) {
        boolean zoned = options.get("timezone").flatMap(YamlNode::flag).orElse(true);
        TemporalPattern pattern =
                pattern(options, settings, zoned ? TemporalPattern.ISO_TIMESTAMP : TemporalPattern.ISO_LOCAL_TIMESTAMP);
        if (!pattern.hasDate() || !pattern.hasHour()) {
            problems.add(options.near("format"), "the format of a timestamp has year, month, day and hour");
            return Optional.empty();
        }
        Optional<ZoneId> zone = zone(options);
        checkZone(options, pattern, zoned);
        @Nullable ZoneId defaultZone = zone.orElse(null);
        Range<Instant> range =
                ranges.parse(options, spot -> moment(spot, new MomentReader(pattern, zoned, defaultZone)));
        return Optional.of(new LogicalType.TimestampType(pattern, zoned, zone, range));
    }

    private void checkZone(Fields options, TemporalPattern pattern, boolean zoned) {
        boolean byDefault = options.get("defaultTimezone").isPresent();
        if (!zoned && byDefault) {
            problems.add(options.near("defaultTimezone"), "has no meaning with 'timezone: false'; remove one");
        }
        if (!zoned && pattern.mayHaveOffset()) {
            problems.add(options.near("format"), "has an offset, which 'timezone: false' rules out; remove one");
        }
        if (zoned && !byDefault && !pattern.mayHaveOffset()) {
            problems.add(
                    options.near("format"),
                    "has no offset (XXX), so say what the values mean: 'timezone: false' for readings of a clock that stay"
                            + " as they are, or 'defaultTimezone: Europe/Paris' or the like for moments");
        }
    }

    private Optional<ZoneId> zone(Fields options) {
        Optional<String> name = options.text("defaultTimezone");
        try {
            return name.map(ZoneId::of);
        } catch (DateTimeException e) {
            problems.add(
                    options.near("defaultTimezone"),
                    "'%s' is no time zone; write one such as UTC or Europe/Paris".formatted(name.orElse("")));
            return Optional.empty();
        }
    }

    private TemporalPattern pattern(Fields options, ColumnSettings settings, TemporalPattern byDefault) {
        try {
            return settings.completed(
                    options.text("format").map(TemporalPattern::of).orElse(byDefault));
        } catch (IllegalArgumentException e) {
            problems.add(options.near("format"), String.valueOf(e.getMessage()));
            return byDefault;
        }
    }

    private Optional<TemporalFields> fields(YamlNode spot, TemporalPattern pattern) {
        TemporalFields fields = new TemporalFields();
        byte[] text = spot.text().orElse("").getBytes(StandardCharsets.UTF_8);
        return isRight(pattern.read(text, 0, text.length, fields), spot) ? Optional.of(fields) : Optional.empty();
    }

    private Optional<Instant> moment(YamlNode spot, MomentReader reader) {
        byte[] text = spot.text().orElse("").getBytes(StandardCharsets.UTF_8);
        return isRight(reader.read(text, 0, text.length), spot)
                ? Optional.of(Instant.EPOCH.plus(reader.micros(), ChronoUnit.MICROS))
                : Optional.empty();
    }

    private boolean isRight(@Nullable String wrong, YamlNode spot) {
        if (wrong != null && spot.text().isPresent()) {
            problems.add(spot, "is read as the column's values are, and so it " + wrong);
        }
        return wrong == null;
    }
}
