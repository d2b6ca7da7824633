package dev.millrace.contract.parsing;

import dev.millrace.contract.QualityRule.DuplicateValues;
import dev.millrace.contract.QualityRule.InvalidValues;
import dev.millrace.contract.QualityRule.Measure;
import dev.millrace.contract.QualityRule.MissingValues;
import dev.millrace.contract.QualityRule.NullValues;
import dev.millrace.contract.QualityRule.RowCount;
import dev.millrace.contract.QualityRule.Sql;
import dev.millrace.contract.patterns.EcmaPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what a quality rule measures.
final class MeasureParser {
    private static final List<String> METRICS =
            List.of("rowCount", "nullValues", "missingValues", "invalidValues", "duplicateValues");
    private static final int MOST_VALUES = 10_000;
    private static final int LONGEST_QUERY = 20_000;

    private final Problems problems;

    MeasureParser(Problems problems) {
        this.problems = problems;
    }

    /// A metric of the library.
    ///
    /// @param column the column that the rule stands at; empty for the dataset's own rules
    /// @param columns the names of all columns
    Optional<Measure> library(Fields rule, Optional<String> column, Set<String> columns) {
        rule.get("rule").ifPresent(spot -> problems.add(spot, "'rule' is of older versions of ODCS; write 'metric'"));
        String metric = rule.text("metric").orElse("");
        Fields arguments = rule.near("arguments").fields();
        boolean hasColumn = column.isPresent();
        return switch (metric) {
            case "rowCount" -> hasColumn ? misplaced(rule, "of the dataset") : Optional.of(new RowCount());
            case "nullValues" -> hasColumn ? column.map(NullValues::new) : misplaced(rule, "of a column");
            case "missingValues" ->
                hasColumn
                        ? Optional.of(new MissingValues(column.get(), texts(arguments, "missingValues")))
                        : misplaced(rule, "of a column");
            case "invalidValues" -> hasColumn ? invalid(rule, column.get()) : misplaced(rule, "of a column");
            case "duplicateValues" -> duplicates(rule, column, columns);
            default -> {
                problems.add(
                        rule.near("metric"),
                        "'metric' must be one of %s%s"
                                .formatted(String.join(", ", METRICS), Spelling.hint(metric, METRICS)));
                yield Optional.empty();
            }
        };
    }

    private Optional<Measure> misplaced(Fields rule, String place) {
        problems.add(rule.near("metric"), "this metric is %s; move the rule there".formatted(place));
        return Optional.empty();
    }

    private Optional<Measure> invalid(Fields rule, String column) {
        Fields arguments = rule.near("arguments").fields();
        List<String> valid = texts(arguments, "validValues");
        Optional<String> pattern = arguments.text("pattern");
        if (valid.isEmpty() && pattern.isEmpty()) {
            problems.add(
                    rule.near("arguments"), "say what is valid: arguments with validValues: […] or with a pattern");
            return Optional.empty();
        }
        try {
            return Optional.of(new InvalidValues(column, valid, pattern.map(EcmaPattern::of)));
        } catch (IllegalArgumentException e) {
            problems.add(arguments.near("pattern"), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Measure> duplicates(Fields rule, Optional<String> column, Set<String> columns) {
        if (column.isPresent()) {
            return Optional.of(new DuplicateValues(List.of(column.get())));
        }
        Fields arguments = rule.near("arguments").fields();
        List<YamlNode> names = arguments.items("properties");
        for (YamlNode name : names) {
            if (!columns.contains(name.text().orElse(""))) {
                problems.add(
                        name,
                        "there is no column of this name"
                                + Spelling.hint(name.text().orElse(""), columns));
            }
        }
        List<String> texts =
                names.stream().flatMap(spot -> spot.text().stream()).toList();
        if (texts.isEmpty() || new HashSet<>(texts).size() != texts.size()) {
            problems.add(rule.near("arguments"), "say which columns: arguments with properties: […], each once");
            return Optional.empty();
        }
        return Optional.of(new DuplicateValues(texts));
    }

    /// The values as they are written; `null` stands for none, which always counts.
    private List<String> texts(Fields arguments, String name) {
        List<YamlNode> items = arguments.items(name);
        if (items.size() > MOST_VALUES) {
            problems.add(arguments.near(name), "has %,d values at most".formatted(MOST_VALUES));
        }
        return items.stream().flatMap(spot -> spot.scalar().stream()).toList();
    }

    /// A query. `{object}` and `${object}` (or `table`) stand for the dataset, `{property}` and `${property}` (or
    /// `column`) for the column.
    Optional<Measure> sql(Fields rule, String dataset, Optional<String> column) {
        String query = rule.text("query").orElse("");
        if (query.isBlank() || query.length() > LONGEST_QUERY) {
            problems.add(
                    rule.near("query"),
                    "a rule in SQL has a 'query' of %,d characters at most".formatted(LONGEST_QUERY));
            return Optional.empty();
        }
        String named = query.replaceAll("\\$?\\{(object|table)\\}", '"' + dataset + '"');
        if (column.isPresent()) {
            named = named.replaceAll("\\$?\\{(property|column)\\}", '"' + column.get() + '"');
        }
        return Optional.of(new Sql(named));
    }
}
