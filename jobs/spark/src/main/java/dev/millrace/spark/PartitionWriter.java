package dev.millrace.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/// Writes the rows of partitions below a run's folder: Parquet with zstd, in few files, each sorted. What a dead
/// attempt has left in the folder goes.
final class PartitionWriter {
    private static final double FILE_BYTES = 192L << 20;

    /// Above it files share a task, and Spark leaves some of them unsorted.
    private static final int MOST_TASKS = 2_000;

    private static final String FIRST = "_first";
    private static final String PARTS = "_parts";
    private static final String TASK = "_task";

    /// With it Spark hashes what rows are spread by.
    private static final int SPARKS_SEED = 42;

    private final SparkSession spark;
    private final List<String> partitionNames;
    private final List<String> order;

    /// @param order columns by which rows are sorted within a file
    PartitionWriter(SparkSession spark, List<String> partitionNames, List<String> order) {
        this.spark = spark;
        this.partitionNames = partitionNames;
        this.order = order;
    }

    /// Writes rows.
    ///
    /// @param counts how many rows each partition has; 0 for those that have none any more
    /// @param bytesOfRow how many bytes a row takes in a file, by experience
    /// @return how many rows these are
    long write(Dataset<Row> rows, Map<List<String>, Long> counts, double bytesOfRow, String folder) {
        Column hash = xxhash64(TableColumns.named(Arrays.stream(rows.columns())));
        Dataset<Row> spread = spread(rows, hash, counts, bytesOfRow).drop(TASK);
        Stream<String> sorting = Stream.concat(partitionNames.stream(), order.stream());
        put(spread.sortWithinPartitions(TableColumns.named(sorting.distinct())), folder);
        putNone(rows, counts, folder);
        return PartitionCounts.sum(counts);
    }

    /// Writes of rows with the same primary key the newest in each partition. They are found where they are sorted for
    /// the file: bringing rows together is what takes the time, and is done once.
    ///
    /// @param rows with [Arrivals#ORDER]
    /// @param counts how many rows each partition has before older ones are left out
    /// @return how many rows were written
    /// @throws JobFailure when other than these rows came to be written
    long writeNewest(
            Dataset<Row> rows, NewestRows newest, Map<List<String>, Long> counts, double bytesOfRow, String folder) {
        long wanted = PartitionCounts.sum(counts);
        if (wanted == 0) {
            // Of no rows Spark tells no counts.
            return write(rows.drop(Arrivals.ORDER), counts, bytesOfRow, folder);
        }
        CountedRows came = new CountedRows();
        CountedRows left = new CountedRows();
        Dataset<Row> spread = came.of(spread(rows, newest.hash(rows), counts, bytesOfRow));
        List<String> within =
                Stream.concat(partitionNames.stream(), Stream.of(TASK)).toList();
        put(left.of(newest.of(spread, within).drop(TASK, Arrivals.ORDER)), folder);
        putNone(rows.drop(Arrivals.ORDER), counts, folder);
        long found = came.passed();
        if (found != wanted) {
            throw new JobFailure("%,d rows came to be written, not %,d: nothing was switched".formatted(found, wanted));
        }
        return left.passed();
    }

    private void put(Dataset<Row> rows, String folder) {
        rows.write()
                .mode(SaveMode.Overwrite)
                .option("compression", "zstd")
                .partitionBy(partitionNames.toArray(String[]::new))
                .parquet(folder);
    }

    private void putNone(Dataset<Row> rows, Map<List<String>, Long> counts, String folder) {
        Dataset<Row> none = spark.createDataFrame(
                List.of(), rows.drop(partitionNames.toArray(String[]::new)).schema());
        counts.forEach((values, count) -> {
            if (count == 0) {
                none.coalesce(1)
                        .write()
                        .mode(SaveMode.Overwrite)
                        .option("compression", "zstd")
                        .parquet(folder
                                + PartitionCounts.partition(partitionNames, values)
                                        .path());
            }
        });
    }

    /// Brings the rows of a file together in a task of its own.
    ///
    /// @param hash says to which of a partition's files a row goes: by the row alone, so the same in each attempt
    /// @return with [#TASK]
    private Dataset<Row> spread(Dataset<Row> rows, Column hash, Map<List<String>, Long> counts, double bytesOfRow) {
        List<Row> partitions = new ArrayList<>();
        int files = 0;
        for (Map.Entry<List<String>, Long> partition : counts.entrySet()) {
            int parts = (int) Math.max(1, Math.ceil(partition.getValue() * bytesOfRow / FILE_BYTES));
            List<Object> row = new ArrayList<>(partition.getKey());
            row.addAll(List.of(files, parts));
            partitions.add(RowFactory.create(row.toArray()));
            files += parts;
        }
        int tasks = Math.max(1, Math.min(files, MOST_TASKS));
        Column file = col(FIRST).plus(pmod(hash, col(PARTS)));
        Column task = element_at(
                lit(keys(tasks)),
                pmod(file, lit(tasks)).cast(DataTypes.IntegerType).plus(1));
        return rows.join(broadcast(table(rows, partitions)), partitionNames.toArray(String[]::new))
                .withColumn(TASK, task)
                .repartition(tasks, col(TASK))
                .drop(FIRST, PARTS);
    }

    private Dataset<Row> table(Dataset<Row> rows, List<Row> partitions) {
        StructType schema = new StructType();
        for (String name : partitionNames) {
            schema = schema.add(name, DataTypes.StringType);
        }
        Dataset<Row> table = spark.createDataFrame(
                partitions, schema.add(FIRST, DataTypes.IntegerType).add(PARTS, DataTypes.IntegerType));
        for (String name : partitionNames) {
            table = table.withColumn(
                    name, col(name).cast(rows.schema().apply(name).dataType()));
        }
        return table;
    }

    /// For each task a number that Spark's hash brings to it: two files in one task would become one.
    private static int[] keys(int tasks) {
        int[] keys = new int[tasks];
        boolean[] found = new boolean[tasks];
        int missing = tasks;
        for (int key = 0; missing > 0; key++) {
            int task = Math.floorMod(Murmur3_x86_32.hashInt(key, SPARKS_SEED), tasks);
            if (!found[task]) {
                found[task] = true;
                keys[task] = key;
                missing--;
            }
        }
        return keys;
    }
}
