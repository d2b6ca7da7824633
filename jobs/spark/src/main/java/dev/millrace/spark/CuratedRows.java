package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;

import dev.millrace.contract.Column;
import dev.millrace.contract.Curation.ColumnCuration;
import dev.millrace.contract.Curation.DerivedColumn;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Partitioning;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/// Does with a run's rows what the contract's `millrace.curate` says, up to the transform.
final class CuratedRows {
    private final DataContract contract;
    private final Arrivals arrivals;

    CuratedRows(DataContract contract, Arrivals arrivals) {
        this.contract = contract;
        this.arrivals = arrivals;
    }

    /// The rows with `_arrived`, the partition column of their arrival where there is no other, changed texts and
    /// derived columns. A primary key may be there several times.
    Dataset<Row> of(Dataset<Row> staged) {
        Dataset<Row> rows = arrivals.arrived(arrivals.withoutReplaced(staged));
        if (contract.partitioning() instanceof Partitioning.ByArrivalDate by) {
            rows = rows.withColumn(by.column(), to_date(col(SparkTypes.ARRIVED.name())));
        }
        for (Column column : contract.inLake().columns()) {
            ColumnCuration texts = contract.curation().columns().get(column.name());
            if (texts != null) {
                rows = rows.withColumn(
                        column.name(),
                        udf(new TextCuration(texts), DataTypes.StringType).apply(col(column.name())));
            }
        }
        for (DerivedColumn derived : contract.curation().derived()) {
            rows = derive(rows, derived);
        }
        return rows;
    }

    private static Dataset<Row> derive(Dataset<Row> rows, DerivedColumn derived) {
        try {
            return rows.withColumn(derived.name(), expr(derived.sql()).cast(derived.type()));
        } catch (Exception e) {
            throw new JobFailure(
                    "The derived column %s cannot be computed: %s".formatted(derived.name(), JobFailure.reason(e)), e);
        }
    }
}
