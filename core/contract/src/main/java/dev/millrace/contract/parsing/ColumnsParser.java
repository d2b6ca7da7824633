package dev.millrace.contract.parsing;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Partitioning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the columns of a dataset.
final class ColumnsParser {
    private static final int MOST_COLUMNS = 1_000;
    private static final int LONGEST_HEADER = 1_000;

    private final Problems problems;
    private final TypeParser types;
    private final Set<String> names = new HashSet<>();
    private final Set<String> headers = new HashSet<>();

    ColumnsParser(Problems problems) {
        this.problems = problems;
        this.types = new TypeParser(problems);
    }

    List<Column> parse(Fields object) {
        List<YamlNode> properties = object.items("properties");
        object.get("properties").filter(YamlNode::isList).ifPresent(spot -> {
            if (properties.isEmpty() || properties.size() > MOST_COLUMNS) {
                problems.add(
                        spot, "a dataset has 1 to %,d columns, not %,d".formatted(MOST_COLUMNS, properties.size()));
            }
        });
        List<Column> columns = new ArrayList<>();
        properties.stream()
                .filter(YamlNode::isMapping)
                .forEach(property -> column(property.fields()).ifPresent(columns::add));
        return columns;
    }

    private Optional<Column> column(Fields column) {
        Unbuilt.ofColumn(column, problems);
        Optional<String> name = column.text("name").filter(text -> isUsable(text, column));
        Optional<String> header =
                column.text("physicalName").or(() -> name).filter(text -> isUsableHeader(text, column));
        ColumnSettings settings = new ColumnSettings(column, problems);
        Optional<LogicalType> type = types.parse(column, settings);
        if (name.isEmpty() || header.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        Column made = new Column(
                name.get(),
                header.get(),
                type.get(),
                column.flag("required"),
                column.flag("unique"),
                settings.values(type.get()),
                settings.severity(),
                settings.protection(type.get()),
                settings.numbers(type.get()));
        settings.refuseOthers();
        return Optional.of(made);
    }

    private boolean isUsable(String name, Fields column) {
        String wrong = "";
        if (name.startsWith("_")) {
            wrong = "names that begin with _ are reserved; name the column otherwise, and put the file's header into"
                    + " physicalName";
        } else if (!Column.isName(name)) {
            wrong =
                    "a column's name is a lowercase letter and up to 127 of a-z, 0-9 and _; put the file's header, as it"
                            + " is, into physicalName";
        } else if (name.equals(Partitioning.ByArrivalDate.COLUMN)) {
            wrong =
                    "'arrival_date' is reserved; name the column otherwise, and put the file's header into physicalName";
        } else if (!names.add(name)) {
            wrong = "two columns are named '%s'".formatted(name);
        }
        return saysNothing(wrong, column.near("name"));
    }

    private boolean isUsableHeader(String header, Fields column) {
        String wrong = "";
        if (header.length() > LONGEST_HEADER || header.indexOf('\0') >= 0) {
            wrong = "a column's header has up to %,d characters, none of them NUL".formatted(LONGEST_HEADER);
        } else if (!headers.add(header)) {
            wrong = "two columns have the header '%s'".formatted(header);
        }
        return saysNothing(wrong, column.get("physicalName").orElse(column.near("name")));
    }

    private boolean saysNothing(String wrong, YamlNode spot) {
        if (!wrong.isEmpty()) {
            problems.add(spot, wrong);
        }
        return wrong.isEmpty();
    }
}
