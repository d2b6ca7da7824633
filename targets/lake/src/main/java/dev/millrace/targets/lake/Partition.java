package dev.millrace.targets.lake;

import dev.millrace.contract.Partitioning;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/// Where rows lie in the lake: a value for each partition column, outermost first.
public record Partition(List<PartitionValue> values) {
    public Partition {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A partition without values");
        }
    }

    /// The partition of all rows that arrived on a day.
    public static Partition of(LocalDate arrival) {
        return new Partition(List.of(new PartitionValue(Partitioning.ByArrivalDate.COLUMN, arrival.toString())));
    }

    /// The path below the table's prefix, such as `arrival_date=2026-11-21` or `year=2026/country=NL`, without
    /// slashes at its ends.
    public String path() {
        return values.stream().map(PartitionValue::folder).collect(Collectors.joining("/"));
    }
}
