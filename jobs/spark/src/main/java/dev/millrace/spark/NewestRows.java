package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import dev.millrace.contract.Curation.Deduplication;
import dev.millrace.contract.DataContract;
import dev.millrace.lake.CatalogTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/// Keeps of rows with the same primary key the newest: that of the latest arrival, then of the later file of the run,
/// then of the later line.
final class NewestRows {
    private static final String RANK = "_rank";

    private final DataContract contract;

    NewestRows(DataContract contract) {
        this.contract = contract;
    }

    /// Whether rows with these columns can be told apart, and are to be.
    boolean applyTo(Dataset<Row> rows) {
        List<String> there = Arrays.asList(rows.columns());
        return contract.curation().deduplication() == Deduplication.NEWEST
                && Stream.concat(
                                contract.primaryKey().stream(),
                                Stream.of(CatalogTable.OID, CatalogTable.LINE, SparkTypes.ARRIVED.name()))
                        .allMatch(there::contains);
    }

    /// The newest rows of each key, within each value of `within`. Rows that have no value in a column of the key are
    /// all kept.
    ///
    /// @param rows with [Arrivals#ORDER]
    Dataset<Row> of(Dataset<Row> rows, List<String> within) {
        Column[] key = Stream.concat(within.stream(), contract.primaryKey().stream())
                .distinct()
                .map(name -> col(name))
                .toArray(Column[]::new);
        Column keyless =
                contract.primaryKey().stream().map(name -> col(name).isNull()).reduce(lit(false), Column::or);
        Column rank = row_number().over(Window.partitionBy(key).orderBy(Arrivals.newestFirst()));
        return rows.withColumn(RANK, rank)
                .where(col(RANK).equalTo(1).or(keyless))
                .drop(RANK);
    }
}
