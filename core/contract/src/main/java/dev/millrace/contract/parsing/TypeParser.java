package dev.millrace.contract.parsing;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Spelled;
import dev.millrace.contract.StringFormat;
import dev.millrace.contract.patterns.EcmaPattern;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads what the values of a column must be.
final class TypeParser {
    private static final List<String> BUILT =
            List.of("string", "integer", "number", "boolean", "date", "timestamp", "time");
    private static final List<String> NESTED = List.of("object", "array");

    private final Problems problems;
    private final NumberTypes numbers;
    private final TemporalTypes temporals;

    TypeParser(Problems problems) {
        this.problems = problems;
        this.numbers = new NumberTypes(problems);
        this.temporals = new TemporalTypes(problems);
    }

    /// @param settings what else the contract says of the column
    Optional<LogicalType> parse(Fields column, ColumnSettings settings) {
        Optional<String> type = column.text("logicalType").filter(text -> isBuilt(text, column));
        type.ifPresent(text -> column.get("logicalTypeOptions")
                .ifPresent(options -> new StructureCheck(problems).check(options, text + "-options")));
        column.get("items").ifPresent(spot -> problems.add(spot, "nested columns are not built yet"));
        column.get("properties").ifPresent(spot -> problems.add(spot, "nested columns are not built yet"));
        Fields options = column.get("logicalTypeOptions")
                .orElseGet(() -> nothing(column.spot()))
                .fields();
        return type.flatMap(text -> typed(text, column, options, settings));
    }

    private boolean isBuilt(String type, Fields column) {
        if (BUILT.contains(type)) {
            return true;
        }
        problems.add(
                column.near("logicalType"),
                NESTED.contains(type)
                        ? "'%s' is not built yet".formatted(type)
                        : "must be one of %s%s".formatted(String.join(", ", BUILT), Spelling.hint(type, BUILT)));
        return false;
    }

    /// Options that are not there, at the place of the column.
    private static YamlNode nothing(YamlNode column) {
        Mark mark = column.node().getStartMark();
        MappingNode empty = new MappingNode(Tag.MAP, true, List.of(), mark, mark, FlowStyle.AUTO);
        return new YamlNode(empty, column.path());
    }

    private Optional<LogicalType> typed(String type, Fields column, Fields options, ColumnSettings settings) {
        return switch (type) {
            case "string" -> string(options);
            case "integer" -> numbers.integer(options);
            case "number" -> numbers.number(column, options);
            case "boolean" -> Optional.of(new LogicalType.BooleanType());
            case "date" -> temporals.date(options, settings);
            case "timestamp" -> temporals.timestamp(options, settings);
            case "time" -> temporals.time(options, settings);
            default -> throw new IllegalStateException("Not a built type: " + type);
        };
    }

    private Optional<LogicalType> string(Fields options) {
        int least = length(options, "minLength", 0);
        int most = length(options, "maxLength", Integer.MAX_VALUE);
        if (least > most) {
            problems.add(options.near("minLength"), "minLength is greater than maxLength, so no text can fit");
        }
        return Optional.of(new LogicalType.StringType(least, most, pattern(options), format(options)));
    }

    private int length(Fields options, String name, int byDefault) {
        int length = options.whole(name).orElse(byDefault);
        if (length < 0) {
            problems.add(options.near(name), "a length is 0 or more");
        }
        return length;
    }

    private Optional<EcmaPattern> pattern(Fields options) {
        try {
            return options.text("pattern").map(EcmaPattern::of);
        } catch (IllegalArgumentException e) {
            problems.add(options.near("pattern"), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<StringFormat> format(Fields options) {
        Optional<String> text = options.text("format");
        Optional<StringFormat> format = text.flatMap(StringFormat::ofText);
        if (text.isPresent() && format.isEmpty()) {
            List<String> built = Spelled.texts(StringFormat.class);
            problems.add(
                    options.near("format"),
                    "'%s' is not built yet; the formats are %s%s"
                            .formatted(text.get(), String.join(", ", built), Spelling.hint(text.get(), built)));
        }
        return format;
    }
}
