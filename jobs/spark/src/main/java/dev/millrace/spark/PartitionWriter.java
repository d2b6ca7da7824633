package dev.millrace.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
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

/// Writes the rows of partitions below a run's folder: Parquet with zstd, in few files, each sorted. What a dead
/// attempt has left in the folder goes.
final class PartitionWriter {
    private static final double FILE_BYTES = 192L << 20;
    private static final int MOST_TASKS = 2_000;
    private static final String PART = "_part";
    private static final String PARTS = "_parts";

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
    void write(Dataset<Row> rows, Map<List<String>, Long> counts, double bytesOfRow, String folder) {
        Dataset<Row> spread = spread(rows, counts, bytesOfRow);
        Column[] sorting = Stream.concat(partitionNames.stream(), order.stream())
                .distinct()
                .map(name -> col(name))
                .toArray(Column[]::new);
        spread.sortWithinPartitions(sorting)
                .write()
                .mode(SaveMode.Overwrite)
                .option("compression", "zstd")
                .partitionBy(partitionNames.toArray(String[]::new))
                .parquet(folder);
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

    /// Brings the rows of a file together; which file it is, is said by the row alone, so that it is the same in each
    /// attempt.
    private Dataset<Row> spread(Dataset<Row> rows, Map<List<String>, Long> counts, double bytesOfRow) {
        List<Row> several = new ArrayList<>();
        int files = 0;
        for (Map.Entry<List<String>, Long> partition : counts.entrySet()) {
            int parts = (int) Math.max(1, Math.ceil(partition.getValue() * bytesOfRow / FILE_BYTES));
            files += parts;
            if (parts > 1) {
                List<Object> row = new ArrayList<>(partition.getKey());
                row.add(parts);
                several.add(RowFactory.create(row.toArray()));
            }
        }
        int tasks = Math.max(1, Math.min(files, MOST_TASKS));
        Column[] partition = partitionNames.stream().map(name -> col(name)).toArray(Column[]::new);
        if (several.isEmpty()) {
            return rows.repartition(tasks, partition);
        }
        Column hash =
                xxhash64(Arrays.stream(rows.columns()).map(name -> col(name)).toArray(Column[]::new));
        Column part = pmod(hash, coalesce(col(PARTS), lit(1)));
        Column[] target =
                Stream.concat(Arrays.stream(partition), Stream.of(col(PART))).toArray(Column[]::new);
        return rows.join(broadcast(parts(rows, several)), partitionNames.toArray(String[]::new), "left")
                .withColumn(PART, part)
                .repartition(tasks, target)
                .drop(PART, PARTS);
    }

    private Dataset<Row> parts(Dataset<Row> rows, List<Row> several) {
        StructType schema = new StructType();
        for (String name : partitionNames) {
            schema = schema.add(name, DataTypes.StringType);
        }
        Dataset<Row> parts = spark.createDataFrame(several, schema.add(PARTS, DataTypes.IntegerType));
        for (String name : partitionNames) {
            parts = parts.withColumn(
                    name, col(name).cast(rows.schema().apply(name).dataType()));
        }
        return parts;
    }
}
