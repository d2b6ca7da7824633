package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.targets.lake.CatalogTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/// Finds the rows that the contract's curation fails on, in one pass over a run's rows: each step is tried on each row.
final class FailingRows {
    private static final String STEP = "_step";
    private static final String TRIED = "_tried";
    private static final String VALUE = "value";
    private static final String AS_STAGED = "_as_staged";
    private static final String RANK = "_rank";
    private static final String ROWS = "_rows";

    private final CuratedRows curated;
    private final Arrivals arrivals;
    private final List<CuratedRows.Step> steps;
    private final List<String> partitionNames;

    /// @param partitionNames the partition columns that must have a value after curation; none where a transform
    /// follows
    FailingRows(CuratedRows curated, Arrivals arrivals, List<String> partitionNames) {
        this.curated = curated;
        this.arrivals = arrivals;
        this.steps = curated.steps();
        this.partitionNames = partitionNames;
    }

    /// The rows of a file that cannot be curated.
    ///
    /// @param rows how many
    /// @param lines those of the first, at most [RefusedFile#MOST_LINES]
    /// @param reason why the first cannot be
    record Failing(String oid, long rows, List<Long> lines, String reason) {}

    /// The files with such rows, in order of their ids.
    ///
    /// @throws JobFailure when one step fails on every row of several files: then it is the contract
    List<Failing> files(Dataset<Row> staged) {
        if (steps.isEmpty() && partitionNames.isEmpty()) {
            return List.of();
        }
        Dataset<Row> failing = tried(staged)
                .where(col(STEP).isNotNull())
                .select(CatalogTable.OID, CatalogTable.LINE, STEP)
                .persist(StorageLevel.DISK_ONLY());
        try {
            requireSomeRows(failing);
            Map<String, List<Row>> byFile = new TreeMap<>();
            first(failing)
                    .forEach(row -> byFile.computeIfAbsent(row.getString(0), oid -> new ArrayList<>())
                            .add(row));
            List<Failing> files = new ArrayList<>();
            byFile.forEach((oid, rows) -> files.add(new Failing(
                    oid,
                    rows.get(0).getAs(ROWS),
                    rows.stream().map(row -> row.getLong(1)).toList(),
                    said(rows.get(0).getInt(2)))));
            return files;
        } finally {
            failing.unpersist();
        }
    }

    /// The curated rows, without those that cannot be.
    Dataset<Row> good(Dataset<Row> staged) {
        return tried(staged).where(col(STEP).isNull()).drop(STEP);
    }

    /// The rows that cannot be curated, as they are staged: `_oid`, `_line`, the number of the step that fails, for
    /// [#said(int)], and the texts of columns; by `_oid` and `_line`.
    Dataset<Row> aside(Dataset<Row> staged, List<String> columns) {
        Column[] texts = columns.stream()
                .map(name -> col(name).cast(DataTypes.StringType).as(name))
                .toArray(Column[]::new);
        return tried(staged.withColumn(AS_STAGED, struct(texts)))
                .where(col(STEP).isNotNull())
                .select(CatalogTable.OID, CatalogTable.LINE, STEP, AS_STAGED)
                .orderBy(CatalogTable.OID, CatalogTable.LINE);
    }

    /// The rows after the steps, each with the number of the first step that fails on it; null where none does.
    private Dataset<Row> tried(Dataset<Row> staged) {
        Dataset<Row> rows = curated.landed(staged).withColumn(STEP, lit(null).cast(DataTypes.IntegerType));
        for (int i = 0; i < steps.size(); i++) {
            CuratedRows.Step step = steps.get(i);
            Column tried = new Column(new TryEval(struct(step.value().as(VALUE)).expr()));
            Column fails = col(STEP).isNull().and(col(TRIED).isNull());
            rows = rows.withColumn(TRIED, when(col(STEP).isNull(), tried))
                    .withColumn(STEP, when(fails, lit(i)).otherwise(col(STEP)))
                    .withColumn(step.column(), col(TRIED).getField(VALUE))
                    .drop(TRIED);
        }
        for (int i = 0; i < partitionNames.size(); i++) {
            Column text = col(partitionNames.get(i)).cast(DataTypes.StringType);
            Column fails = col(STEP)
                    .isNull()
                    .and(text.isNull()
                            .or(text.equalTo(""))
                            .or(length(text).gt(PartitionCounts.LONGEST))
                            .or(text.contains("\0")));
            rows = rows.withColumn(STEP, when(fails, lit(steps.size() + i)).otherwise(col(STEP)));
        }
        return rows;
    }

    private void requireSomeRows(Dataset<Row> failing) {
        List<InputFile> files = arrivals.counting();
        List<Row> counts = failing.groupBy(STEP).count().collectAsList();
        long rows = files.stream().mapToLong(InputFile::rows).sum();
        if (files.size() > 1
                && counts.size() == 1
                && counts.get(0).getInt(0) < steps.size()
                && counts.get(0).getLong(1) == rows) {
            throw new JobFailure("%s fails on each of the %,d rows of %d files: mend the contract. Nothing was written"
                    .formatted(steps.get(counts.get(0).getInt(0)).title(), rows, files.size()));
        }
    }

    /// The first of each file, with how many the file has.
    private static List<Row> first(Dataset<Row> failing) {
        WindowSpec file = Window.partitionBy(col(CatalogTable.OID));
        return failing.withColumn(RANK, row_number().over(file.orderBy(col(CatalogTable.LINE))))
                .withColumn(ROWS, count(lit(1)).over(file))
                .where(col(RANK).leq(RefusedFile.MOST_LINES))
                .orderBy(CatalogTable.OID, CatalogTable.LINE)
                .collectAsList();
    }

    /// Why a row cannot be curated, for people.
    ///
    /// @param step the number of the step that fails
    String said(int step) {
        return step < steps.size()
                ? steps.get(step).title()
                        + " cannot be computed for a row: a number overflows, or a value is not of the type it is cast into"
                : "A row has no value in the partition column %s after curation, or one that cannot name a folder (more than %d characters)"
                        .formatted(partitionNames.get(step - steps.size()), PartitionCounts.LONGEST);
    }
}
