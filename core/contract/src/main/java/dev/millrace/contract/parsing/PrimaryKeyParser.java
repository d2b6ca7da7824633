package dev.millrace.contract.parsing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Reads which columns are the primary key.
final class PrimaryKeyParser {
    private final Problems problems;

    PrimaryKeyParser(Problems problems) {
        this.problems = problems;
    }

    /// The names of the key's columns, in the key's order.
    List<String> parse(Fields object) {
        List<Fields> all =
                object.items("properties").stream().map(YamlNode::fields).toList();
        all.stream()
                .filter(column -> !column.flag("primaryKey") && position(column) > 0)
                .forEach(column ->
                        problems.add(column.near("primaryKeyPosition"), "has a meaning only with 'primaryKey: true'"));
        List<Fields> key = all.stream()
                .filter(column -> column.flag("primaryKey"))
                .sorted(Comparator.comparingInt(PrimaryKeyParser::position))
                .toList();
        key.forEach(this::checkColumn);
        checkPositions(key);
        return key.stream().flatMap(column -> column.text("name").stream()).toList();
    }

    private static int position(Fields column) {
        return column.whole("primaryKeyPosition").orElse(-1);
    }

    private void checkColumn(Fields column) {
        if (!column.flag("required")) {
            problems.add(column.near("primaryKey"), "a column of the primary key must be 'required: true', too");
        }
    }

    private void checkPositions(List<Fields> key) {
        boolean unsaid = key.stream().allMatch(column -> position(column) == -1);
        List<Integer> positions = key.stream().map(PrimaryKeyParser::position).toList();
        List<Integer> expected = IntStream.rangeClosed(1, key.size()).boxed().toList();
        if (!unsaid && !positions.equals(expected)) {
            problems.add(
                    key.get(0).near("primaryKey"),
                    "the primaryKeyPosition of the key's columns must be 1 to %d, each once".formatted(key.size()));
        }
    }
}
