package dev.millrace.contract.parsing;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.NumberForm;
import dev.millrace.contract.Protection;
import dev.millrace.contract.Severity;
import dev.millrace.contract.Spelled;
import dev.millrace.contract.temporal.TemporalPattern;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the `millrace.*` properties that a column may have, and the values that it may have.
final class ColumnSettings {
    static final List<String> KNOWN = List.of("protect", "severity", "century", "nanoseconds", "numbers");

    private static final List<String> NANOSECONDS = List.of("refuse", "cut");
    private static final int LAST_CENTURY = 9_900;
    private static final int MOST_VALUES = 10_000;
    private static final String WHOLE = "0|-?[1-9][0-9]{0,18}";

    private final Problems problems;
    private final Fields column;
    private final Map<String, YamlNode> values = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    ColumnSettings(Fields column, Problems problems) {
        this.problems = problems;
        this.column = column;
        column.items("customProperties").forEach(item -> collect(item.fields()));
    }

    private void collect(Fields item) {
        String property = item.text("property").orElse("");
        if (!SettingsParser.isOurs(property)) {
            return;
        }
        List<String> names = KNOWN.stream().map(SettingsParser.PREFIX::concat).toList();
        if (!names.contains(property)) {
            problems.add(
                    item.near("property"),
                    "'%s' is no property of a column; those are %s, others stand in the contract's own customProperties%s"
                            .formatted(property, String.join(", ", names), Spelling.hint(property, names)));
        } else if (values.putIfAbsent(property.substring(SettingsParser.PREFIX.length()), item.near("value")) != null) {
            problems.add(item.near("property"), "'%s' is given twice; remove one".formatted(property));
        }
    }

    Optional<Severity> severity() {
        Optional<YamlNode> spot = take("severity");
        Optional<Severity> severity = spot.flatMap(YamlNode::text).flatMap(Severity::ofText);
        if (spot.isPresent() && severity.isEmpty()) {
            problems.add(spot.get(), "must be " + String.join(" or ", Spelled.texts(Severity.class)));
        }
        return severity;
    }

    /// How dates or times are read: the format as it is written, with what the column's properties add to it.
    TemporalPattern completed(TemporalPattern format) {
        TemporalPattern ofCentury = century(format).map(format::ofCentury).orElse(format);
        return cuts(ofCentury) ? ofCentury.cutting() : ofCentury;
    }

    private Optional<Integer> century(TemporalPattern format) {
        Optional<YamlNode> spot = take("century");
        Optional<Integer> first = spot.flatMap(YamlNode::whole).filter(year -> year >= 1 && year <= LAST_CENTURY);
        if (spot.isPresent() && first.isEmpty()) {
            problems.add(
                    spot.get(),
                    "must be the first of the hundred years that 'yy' stands for, a whole number from 1 to %,d: 1926 makes 26 the year 1926, and 25 the year 2025"
                            .formatted(LAST_CENTURY));
        } else if (spot.isPresent() && !format.hasShortYear()) {
            problems.add(spot.get(), "is for a format with years of two digits, 'yy'; remove it");
        }
        return first;
    }

    private boolean cuts(TemporalPattern format) {
        Optional<YamlNode> spot = take("nanoseconds");
        Optional<String> text = spot.flatMap(YamlNode::text);
        if (spot.isPresent() && text.filter(NANOSECONDS::contains).isEmpty()) {
            problems.add(spot.get(), "must be " + String.join(" or ", NANOSECONDS));
        } else if (spot.isPresent() && !format.mayHaveTime()) {
            problems.add(spot.get(), "is for timestamps and times; remove it");
        }
        return text.filter("cut"::equals).isPresent();
    }

    NumberForm numbers(LogicalType type) {
        boolean number = type instanceof LogicalType.DecimalType
                || type instanceof LogicalType.FloatType
                || type instanceof LogicalType.IntegerType;
        Optional<YamlNode> spot = take("numbers");
        Optional<NumberForm> form = spot.flatMap(YamlNode::text).flatMap(NumberForm::ofText);
        if (spot.isPresent() && form.isEmpty()) {
            problems.add(spot.get(), "must be " + String.join(" or ", Spelled.texts(NumberForm.class)));
        } else if (spot.isPresent() && !number) {
            problems.add(spot.get(), "is for number and integer columns; remove it");
        }
        return form.orElse(NumberForm.STRICT);
    }

    private Optional<YamlNode> take(String name) {
        taken.add(name);
        return Optional.ofNullable(values.get(name));
    }

    /// Refuses what nobody asked for, because it is for columns of dates or times.
    void refuseOthers() {
        values.forEach((name, spot) -> {
            if (!taken.contains(name)) {
                problems.add(spot, "is for columns of dates, timestamps and times; remove it");
            }
        });
    }

    Optional<Protection> protection(LogicalType type) {
        return new ProtectionParser(problems).parse(column, take("protect"), type);
    }

    /// The values of `enum`, as they are written in files.
    List<String> values(LogicalType type) {
        List<YamlNode> entries = column.items("enum").stream()
                .map(entry -> entry.fields().near("value"))
                .toList();
        if (entries.isEmpty()) {
            return List.of();
        }
        boolean whole = type instanceof LogicalType.IntegerType;
        if (!whole && !(type instanceof LogicalType.StringType)) {
            problems.add(column.near("enum"), "only string and integer columns can have an enum");
        }
        if (entries.size() > MOST_VALUES) {
            problems.add(column.near("enum"), "has %,d values at most".formatted(MOST_VALUES));
        }
        entries.stream()
                .filter(entry -> !entry.scalar()
                        .filter(text -> !whole || text.matches(WHOLE))
                        .isPresent())
                .forEach(entry -> problems.add(entry, whole ? "must be a whole number" : "must be text"));
        return entries.stream()
                .flatMap(entry -> entry.scalar().stream())
                .distinct()
                .toList();
    }
}
