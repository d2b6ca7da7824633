package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;

import dev.millrace.targets.lake.Partition;
import dev.millrace.targets.lake.PartitionValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/// How many rows each partition has, by the values of the partition columns as the catalog writes them.
final class PartitionCounts {
    private static final int MOST = 10_000;

    /// A longer value cannot name a folder; in characters, not in units of UTF-16.
    static final int LONGEST = 200;

    private PartitionCounts() {}

    /// @throws JobFailure when a row has no value in a partition column, or a value cannot name a folder
    static Map<List<String>, Long> of(Dataset<Row> rows, List<String> names) {
        Column[] texts = names.stream()
                .map(name -> col(name).cast(DataTypes.StringType).as(name))
                .toArray(Column[]::new);
        List<Row> counted = rows.groupBy(texts).count().limit(MOST + 1).collectAsList();
        if (counted.size() > MOST) {
            throw new JobFailure(
                    "The rows of this run are for more than %,d partitions: partition by fewer values".formatted(MOST));
        }
        Map<List<String>, Long> counts = none();
        for (Row row : counted) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                values.add(usable(names.get(i), row.getString(i), row.getLong(names.size())));
            }
            counts.put(List.copyOf(values), row.getLong(names.size()));
        }
        return counts;
    }

    private static String usable(String name, @Nullable String value, long rows) {
        if (value == null || value.isEmpty()) {
            throw JobFailure.ofRows(
                    "%,d rows have no value in the partition column %s: nothing was written".formatted(rows, name));
        }
        int length = value.codePointCount(0, value.length());
        if (length > LONGEST || value.indexOf('\0') >= 0) {
            throw JobFailure.ofRows(
                    "%,d rows have a value in the partition column %s that cannot name a folder (%d characters): nothing was written"
                            .formatted(rows, name, length));
        }
        return value;
    }

    /// Of no partition yet, to be filled; in order of the values.
    static Map<List<String>, Long> none() {
        return new TreeMap<>(Comparator.comparing(List::toString));
    }

    /// How many rows all have together.
    static long sum(Map<List<String>, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The partition with these values.
    static Partition partition(List<String> names, List<String> values) {
        return new Partition(IntStream.range(0, names.size())
                .mapToObj(i -> new PartitionValue(names.get(i), values.get(i)))
                .toList());
    }
}
