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
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/// Does with a run's rows what the contract's `millrace.curate` says, up to the transform.
final class CuratedRows {
    private static final int LONGEST_SQL = 200;

    private final DataContract contract;
    private final Arrivals arrivals;

    CuratedRows(DataContract contract, Arrivals arrivals) {
        this.contract = contract;
        this.arrivals = arrivals;
    }

    /// The computation of one column of each row.
    ///
    /// @param title for people, such as `The derived column net (decimal(12,2): gross - tax)`
    /// @param value of the column, over the columns before
    record Step(String column, String title, org.apache.spark.sql.Column value) {
        Dataset<Row> of(Dataset<Row> rows) {
            try {
                return rows.withColumn(column, value);
            } catch (Exception e) {
                throw cannotBeComputed(column, e);
            }
        }
    }

    private static JobFailure cannotBeComputed(String column, Exception e) {
        return new JobFailure(
                "The derived column %s cannot be computed: %s".formatted(column, JobFailure.reason(e)), e);
    }

    /// The rows with `_arrived`, the partition column of their arrival where there is no other, changed texts and
    /// derived columns. A primary key may be there several times.
    Dataset<Row> of(Dataset<Row> staged) {
        Dataset<Row> rows = landed(staged);
        for (Step step : steps()) {
            rows = step.of(rows);
        }
        return rows;
    }

    /// The rows before [#steps].
    Dataset<Row> landed(Dataset<Row> staged) {
        Dataset<Row> rows = arrivals.arrived(arrivals.withoutReplaced(staged));
        return contract.partitioning() instanceof Partitioning.ByArrivalDate by
                ? rows.withColumn(by.column(), to_date(col(SparkTypes.ARRIVED.name())))
                : rows;
    }

    /// What is done with each row, in this order.
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Column column : contract.inLake().columns()) {
            ColumnCuration texts = contract.curation().columns().get(column.name());
            if (texts != null) {
                steps.add(new Step(
                        column.name(),
                        "The column %s (millrace.curate: columns)".formatted(column.name()),
                        udf(new TextCuration(texts), DataTypes.StringType).apply(col(column.name()))));
            }
        }
        contract.curation().derived().forEach(derived -> steps.add(step(derived)));
        return steps;
    }

    private static Step step(DerivedColumn derived) {
        String sql = derived.sql().strip().replaceAll("\\s+", " ");
        String shown = sql.length() > LONGEST_SQL ? sql.substring(0, LONGEST_SQL) + "…" : sql;
        try {
            return new Step(
                    derived.name(),
                    "The derived column %s (%s: %s)".formatted(derived.name(), derived.type(), shown),
                    expr(derived.sql()).cast(derived.type()));
        } catch (Exception e) {
            throw cannotBeComputed(derived.name(), e);
        }
    }
}
