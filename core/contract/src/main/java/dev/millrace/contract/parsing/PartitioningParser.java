package dev.millrace.contract.parsing;

import dev.millrace.contract.Partitioning;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads by which columns a dataset is partitioned.
///
/// There may be three, and their names may have 128 characters in all, so that with values of 200 bytes in all, each
/// of which may become three when it is escaped, the path of a partition stays well below the 1,024 bytes of a key.
final class PartitioningParser {
    private static final int MOST_COLUMNS = 3;
    private static final int LONGEST_NAMES = 128;
    private static final Set<String> TYPES = Set.of("string", "integer", "date");

    private final Problems problems;

    PartitioningParser(Problems problems) {
        this.problems = problems;
    }

    Partitioning parse(Fields object) {
        List<Fields> all =
                object.items("properties").stream().map(YamlNode::fields).toList();
        all.stream().filter(column -> !column.flag("partitioned")).forEach(this::checkNotPartitioned);
        List<Fields> chosen = all.stream()
                .filter(column -> column.flag("partitioned"))
                .sorted(Comparator.comparingInt(PartitioningParser::position))
                .toList();
        chosen.forEach(this::checkPartitioned);
        checkTogether(chosen);
        List<String> names =
                chosen.stream().flatMap(column -> column.text("name").stream()).toList();
        return names.isEmpty() ? new Partitioning.ByArrivalDate() : new Partitioning.ByColumns(names);
    }

    private static int position(Fields column) {
        return column.whole("partitionKeyPosition").orElse(-1);
    }

    private void checkNotPartitioned(Fields column) {
        if (position(column) > 0) {
            problems.add(column.near("partitionKeyPosition"), "has a meaning only with 'partitioned: true'");
        }
    }

    private void checkPartitioned(Fields column) {
        YamlNode spot = column.near("partitioned");
        if (!column.flag("required")) {
            problems.add(spot, "a partition column must be 'required: true', for a folder needs a name");
        }
        column.text("logicalType")
                .filter(type -> !TYPES.contains(type))
                .ifPresent(type -> problems.add(spot, "a partition column is a string, an integer or a date"));
    }

    private void checkTogether(List<Fields> chosen) {
        if (chosen.isEmpty()) {
            return;
        }
        boolean lone = chosen.size() == 1 && position(chosen.get(0)) == -1;
        List<Integer> positions =
                chosen.stream().map(PartitioningParser::position).toList();
        List<Integer> expected = IntStream.rangeClosed(1, chosen.size()).boxed().toList();
        if (!lone && !positions.equals(expected)) {
            problems.add(
                    chosen.get(0).near("partitioned"),
                    "the partitionKeyPosition of the partitioned columns must be %s, each once"
                            .formatted(expected.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        int length = chosen.stream()
                .mapToInt(column -> column.text("name").orElse("").length())
                .sum();
        if (chosen.size() > MOST_COLUMNS || length > LONGEST_NAMES) {
            problems.add(
                    chosen.get(0).near("partitioned"),
                    "there may be %d partitioned columns, their names with %d characters in all"
                            .formatted(MOST_COLUMNS, LONGEST_NAMES));
        }
    }
}
