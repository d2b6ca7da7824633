package dev.millrace.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.millrace.contract.Curation.Deduplication;
import dev.millrace.contract.DataContract;
import dev.millrace.targets.lake.CatalogTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.storage.StorageLevel;

/// Keeps of rows with the same primary key the newest: that of the latest arrival, then of the later file of the run,
/// then of the later line.
final class NewestRows {
    private static final String RANK = "_rank";
    private static final String HASH = "_hash";
    private static final String TIMES = "count";

    /// As many hashes are sent to each executor.
    private static final long FEW = 1_000_000;

    private final DataContract contract;
    private final long few;

    NewestRows(DataContract contract) {
        this(contract, FEW);
    }

    /// @param few for how many keys that come again it looks at their rows alone
    NewestRows(DataContract contract, long few) {
        this.contract = contract;
        this.few = few;
    }

    /// Whether rows with these columns can be told apart, and are to be.
    boolean applyTo(Dataset<Row> rows) {
        return contract.curation().deduplication() == Deduplication.NEWEST
                && Arrays.asList(rows.columns()).containsAll(columns());
    }

    /// By which they are told apart: the key, and what says which is the newest.
    List<String> columns() {
        return Stream.concat(
                        contract.primaryKey().stream(),
                        Stream.of(CatalogTable.OID, CatalogTable.LINE, SparkTypes.ARRIVED.name()))
                .toList();
    }

    /// Whether rows with equal keys are always in the same partition.
    ///
    /// @param partitionNames the table's partition columns
    boolean isWithin(List<String> partitionNames) {
        return contract.primaryKey().containsAll(partitionNames);
    }

    /// Says alike of rows with the same key; of rows without one it says anything.
    Column hash(Dataset<Row> rows) {
        return when(keyless(), xxhash64(TableColumns.named(Arrays.stream(rows.columns()))))
                .otherwise(hashOfKey(rows));
    }

    private Column hashOfKey(Dataset<Row> rows) {
        return xxhash64(contract.primaryKey().stream()
                .map(name -> ofEqual(col(name), rows.schema().apply(name).dataType()))
                .toArray(Column[]::new));
    }

    /// The same bits for equal values: 0.0 equals -0.0, and one NaN the other.
    private static Column ofEqual(Column value, DataType type) {
        return type instanceof FractionalType && !(type instanceof DecimalType)
                ? when(isnan(value), lit(Double.NaN)).otherwise(value.plus(lit(0.0)))
                : value;
    }

    /// The newest row of each key of a run. Files seldom bring a key again, so hashes of keys are counted first: only
    /// rows whose hash comes twice are brought together.
    ///
    /// @param rows with [Arrivals#ORDER]
    Dataset<Row> ofRun(Dataset<Row> rows) {
        Dataset<Row> again = rows.where(not(keyless()))
                .select(hashOfKey(rows).as(HASH))
                .repartition(col(HASH))
                .groupBy(HASH)
                .count()
                .where(col(TIMES).gt(1))
                .select(HASH)
                .persist(StorageLevel.DISK_ONLY());
        long count = again.count();
        if (count == 0) {
            return rows;
        }
        if (count > few) {
            return of(rows, List.of());
        }
        Dataset<Row> hashed = rows.withColumn(HASH, hashOfKey(rows));
        Dataset<Row> once = hashed.join(broadcast(again), new String[] {HASH}, "left_anti");
        Dataset<Row> twice = hashed.join(broadcast(again), new String[] {HASH}, "left_semi");
        return once.unionByName(of(twice, List.of())).drop(HASH);
    }

    private Column keyless() {
        return contract.primaryKey().stream().map(name -> col(name).isNull()).reduce(lit(false), Column::or);
    }

    /// The newest rows of each key, within each value of `within`. Rows that have no value in a column of the key are
    /// all kept.
    ///
    /// @param rows with [Arrivals#ORDER]
    Dataset<Row> of(Dataset<Row> rows, List<String> within) {
        Column[] key = TableColumns.named(
                Stream.concat(contract.primaryKey().stream().filter(name -> !within.contains(name)), within.stream()));
        Column rank = row_number().over(Window.partitionBy(key).orderBy(Arrivals.newestFirst()));
        return rows.withColumn(RANK, rank)
                .where(col(RANK).equalTo(1).or(keyless()))
                .drop(RANK);
    }
}
