package dev.millrace.targets.lake.parquet;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Partitioning;
import dev.millrace.judging.rows.Row;
import dev.millrace.targets.lake.Partition;
import dev.millrace.targets.lake.PartitionValue;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/// Says into which partition a row goes.
final class Partitioner {
    private final DataContract contract;
    private final LocalDate arrival;
    private final int[] indexes;

    Partitioner(DataContract contract, LocalDate arrival) {
        this.contract = contract;
        this.arrival = arrival;
        this.indexes = contract.partitioning() instanceof Partitioning.ByColumns by
                ? by.columns().stream().mapToInt(contract::indexOf).toArray()
                : new int[0];
    }

    /// The values of the row's partition, outermost first.
    List<String> values(Row row) {
        if (indexes.length == 0) {
            return List.of(arrival.toString());
        }
        return IntStream.of(indexes).mapToObj(index -> text(row, index)).toList();
    }

    private String text(Row row, int index) {
        LogicalType type = contract.columns().get(index).type();
        if (type instanceof LogicalType.StringType) {
            return row.stringValue(index);
        }
        return type instanceof LogicalType.DateType
                ? LocalDate.ofEpochDay(row.longValue(index)).toString()
                : Long.toString(row.longValue(index));
    }

    /// The partition with these values.
    Partition partition(List<String> values) {
        List<String> names = contract.partitioning() instanceof Partitioning.ByColumns by
                ? by.columns()
                : List.of(Partitioning.ByArrivalDate.COLUMN);
        return new Partition(IntStream.range(0, names.size())
                .mapToObj(i -> new PartitionValue(names.get(i), values.get(i)))
                .toList());
    }
}
