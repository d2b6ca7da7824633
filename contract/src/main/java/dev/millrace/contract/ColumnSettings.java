package dev.millrace.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the `millrace.*` properties that a column may have, and the values that it may have.
final class ColumnSettings {
    static final List<String> KNOWN = List.of("protect", "severity");

    private static final int MOST_VALUES = 10_000;
    private static final String WHOLE = "0|-?[1-9][0-9]{0,18}";

    private final Problems problems;
    private final Fields column;
    private final Map<String, Spot> values = new HashMap<>();

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
        Optional<Spot> spot = Optional.ofNullable(values.get("severity"));
        Optional<Severity> severity = spot.flatMap(Spot::text).flatMap(Severity::ofText);
        if (spot.isPresent() && severity.isEmpty()) {
            problems.add(spot.get(), "must be " + String.join(" or ", Spelled.texts(Severity.class)));
        }
        return severity;
    }

    Optional<Protection> protection(LogicalType type) {
        return new ProtectionParser(problems).parse(column, Optional.ofNullable(values.get("protect")), type);
    }

    /// The values of `enum`, as they are written in files.
    List<String> values(LogicalType type) {
        List<Spot> entries = column.items("enum").stream()
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
