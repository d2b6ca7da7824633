package dev.millrace.contract.parsing;

import dev.millrace.contract.Expectation;
import dev.millrace.contract.Expectation.Operator;
import dev.millrace.contract.Printable;
import dev.millrace.contract.QualityRule;
import dev.millrace.contract.QualityRule.Measure;
import dev.millrace.contract.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the rules about whole files: those of the library of metrics, and those in SQL. What stands there as `text`
/// only describes; rules for other engines (`custom`) are refused, for nobody would keep them.
final class QualityParser {
    private static final List<String> TYPES = List.of("library", "sql", "text", "custom");
    private static final int LONGEST_NAME = 200;

    private final Problems problems;
    private final MeasureParser measures;
    private final List<QualityRule> rules = new ArrayList<>();

    QualityParser(Problems problems) {
        this.problems = problems;
        this.measures = new MeasureParser(problems);
    }

    /// The rules of the dataset, then those of its columns.
    List<QualityRule> parse(Fields object) {
        Set<String> columns = object.items("properties").stream()
                .flatMap(column -> column.fields().text("name").stream())
                .collect(Collectors.toSet());
        String dataset = object.text("name").orElse("");
        object.items("quality").forEach(rule -> rule(rule.fields(), dataset, Optional.empty(), columns));
        for (YamlNode property : object.items("properties")) {
            Optional<String> column = property.fields().text("name");
            property.fields().items("quality").forEach(rule -> rule(rule.fields(), dataset, column, columns));
        }
        return List.copyOf(rules);
    }

    private void rule(Fields rule, String dataset, Optional<String> column, Set<String> columns) {
        String type = rule.text("type").orElse("library");
        switch (type) {
            case "text" -> {}
            case "custom" ->
                problems.add(
                        rule.near("type"), "rules for other engines are not kept here; write it as library or sql");
            case "library", "sql" -> {
                Optional<Measure> measure = type.equals("sql")
                        ? measures.sql(rule, dataset, column)
                        : measures.library(rule, column, columns);
                Optional<Expectation> expectation = expectation(rule);
                Severity severity = severity(rule);
                boolean percent = percent(rule, type);
                if (measure.isPresent() && expectation.isPresent()) {
                    var read = new QualityRule(name(rule), measure.get(), expectation.get(), percent, severity);
                    checkSeverity(rule, read);
                    rules.add(read);
                }
            }
            default ->
                problems.add(
                        rule.near("type"),
                        "must be one of %s%s".formatted(String.join(", ", TYPES), Spelling.hint(type, TYPES)));
        }
    }

    /// How people know a rule.
    static String name(Fields rule) {
        return rule.text("name")
                .or(() -> rule.text("description"))
                .or(() -> rule.text("metric"))
                .map(text -> Printable.of(text, LONGEST_NAME))
                .orElse("sql");
    }

    private Optional<Expectation> expectation(Fields rule) {
        List<Operator> given = Arrays.stream(Operator.values())
                .filter(operator -> rule.get(operator.field()).isPresent())
                .toList();
        if (given.size() != 1) {
            List<String> all =
                    Arrays.stream(Operator.values()).map(Operator::field).toList();
            problems.add(
                    rule.spot(),
                    "a rule says what its number must be, with one of %s".formatted(String.join(", ", all)));
            return Optional.empty();
        }
        Operator operator = given.get(0);
        List<BigDecimal> numbers = operator.isRange()
                ? rule.items(operator.field()).stream()
                        .flatMap(spot -> spot.number().stream())
                        .toList()
                : rule.number(operator.field()).map(List::of).orElse(List.of());
        int expected = operator.isRange() ? 2 : 1;
        if (numbers.size() != expected || numbers.get(0).compareTo(numbers.get(expected - 1)) > 0) {
            problems.add(
                    rule.near(operator.field()),
                    operator.isRange() ? "must be two numbers, the smaller one first: [1, 10]" : "must be a number");
            return Optional.empty();
        }
        return Optional.of(new Expectation(operator, numbers.get(0), numbers.get(expected - 1)));
    }

    private Severity severity(Fields rule) {
        Optional<String> text = rule.text("severity").map(word -> word.toLowerCase(Locale.ROOT));
        if (text.isEmpty()) {
            return Severity.HALT;
        }
        return switch (text.get()) {
            case "halt", "error", "critical", "blocker", "high" -> Severity.HALT;
            case "quarantine" -> Severity.QUARANTINE;
            case "warn", "warning", "info", "medium", "low" -> Severity.WARN;
            default -> {
                problems.add(
                        rule.near("severity"),
                        "must be halt (or error: the file is refused), quarantine (rows are set aside) or warn (or warning)");
                yield Severity.HALT;
            }
        };
    }

    private void checkSeverity(Fields rule, QualityRule read) {
        if (read.severity() == Severity.QUARANTINE && !read.isOfRows()) {
            problems.add(
                    rule.near("severity"),
                    "only rules of which each violation is a row can set rows aside: nullValues, missingValues and"
                            + " invalidValues with mustBe: 0; use halt or warn");
        }
    }

    private boolean percent(Fields rule, String type) {
        String unit = rule.text("unit").orElse("rows");
        boolean metricHasUnit =
                type.equals("library") && !rule.text("metric").orElse("").equals("rowCount");
        if (!unit.equals("rows") && !(unit.equals("percent") && metricHasUnit)) {
            problems.add(
                    rule.near("unit"), metricHasUnit ? "must be rows or percent" : "a count of rows is in rows only");
        }
        return unit.equals("percent");
    }
}
