package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/// Which columns the dataset's table has after a run: those that it had, in their order, and those that are new.
final class TableColumns {
    private static final Set<String> OWN = Set.of(CatalogTable.OID, CatalogTable.LINE, SparkTypes.ARRIVED.name());

    private final DataContract contract;
    private final List<CatalogColumn> partitionColumns;

    TableColumns(DataContract contract) {
        this.contract = contract;
        this.partitionColumns = CatalogTable.partitionColumns(contract);
    }

    /// The names of the partition columns, outermost first.
    List<String> partitionNames() {
        return partitionColumns.stream().map(CatalogColumn::name).toList();
    }

    /// Columns by their names.
    static Column[] named(Stream<String> names) {
        return names.map(name -> col(name)).toArray(Column[]::new);
    }

    /// The table after rows like these are in it.
    ///
    /// @param there the table as it is; empty for none
    /// @throws JobFailure when a column or the partitioning would have to change
    CatalogedTable table(String location, Dataset<Row> rows, Optional<CatalogedTable> there) {
        List<CatalogColumn> all =
                new ArrayList<>(there.map(CatalogedTable::columns).orElse(List.of()));
        there.ifPresent(this::requireSamePartitions);
        for (CatalogColumn column : inOrder(rows)) {
            Optional<CatalogColumn> before =
                    all.stream().filter(c -> c.name().equals(column.name())).findFirst();
            if (before.isEmpty()) {
                all.add(column);
            } else if (!before.get().equals(column)) {
                throw new JobFailure(
                        "The column %s of table %s is %s, but the rows of this run have %s there: a column's type cannot change. Give the changed column a new name, or the dataset"
                                .formatted(
                                        column.name(),
                                        contract.dataset(),
                                        before.get().type(),
                                        column.type()));
            }
        }
        return new CatalogedTable(
                contract.dataset(), contract.title().orElse(contract.dataset()), location, all, partitionColumns);
    }

    private void requireSamePartitions(CatalogedTable there) {
        if (!there.partitionColumns().equals(partitionColumns)) {
            throw new JobFailure(
                    "Table %s is partitioned by %s, but its contract now says %s: a table's partitioning cannot change. Name a new dataset"
                            .formatted(contract.dataset(), said(there.partitionColumns()), said(partitionColumns)));
        }
    }

    private static String said(List<CatalogColumn> columns) {
        return String.join(
                ", ", columns.stream().map(c -> c.name() + " " + c.type()).toList());
    }

    /// The contract's columns as the lake has them, then when rows arrived, then all others.
    private List<CatalogColumn> inOrder(Dataset<Row> rows) {
        List<StructField> fields = Arrays.asList(rows.schema().fields());
        List<String> first = Stream.concat(
                        CatalogTable.columns(contract.inLake()).stream().map(CatalogColumn::name),
                        Stream.of(SparkTypes.ARRIVED.name()))
                .filter(name -> fields.stream().anyMatch(field -> field.name().equals(name)))
                .toList();
        Stream<String> others = fields.stream().map(StructField::name).filter(name -> !first.contains(name));
        return Stream.concat(first.stream(), others)
                .filter(name -> !partitionNames().contains(name))
                .map(name -> SparkTypes.cataloged(rows.schema().apply(name)))
                .toList();
    }

    /// Rows with exactly the table's columns, then the partition columns; what they do not have is null.
    Dataset<Row> fitted(Dataset<Row> rows, CatalogedTable table) {
        List<String> there = Arrays.asList(rows.columns());
        List<Column> all = new ArrayList<>();
        Stream.concat(table.columns().stream(), partitionColumns.stream())
                .forEach(column -> all.add((there.contains(column.name()) ? col(column.name()) : lit(null))
                        .cast(SparkTypes.of(contract, column))
                        .as(column.name())));
        return rows.select(all.toArray(Column[]::new));
    }

    /// Checks what a transform has made.
    ///
    /// @param program its name, for people
    void requireUsable(Dataset<Row> result, String program) {
        List<StructField> fields = Arrays.asList(result.schema().fields());
        requireNames(fields, program);
        for (CatalogColumn column : partitionColumns) {
            boolean kept = fields.stream()
                    .anyMatch(field -> field.name().equals(column.name())
                            && field.dataType().equals(SparkTypes.of(contract, column)));
            if (!kept) {
                throw new JobFailure("The transform %s must keep the partition column %s, of the type %s"
                        .formatted(program, column.name(), column.type()));
            }
        }
        boolean hasOid = fields.stream().anyMatch(field -> field.name().equals(CatalogTable.OID));
        if (contract.onNewVersion() == OnNewVersion.REPLACE && !hasOid) {
            throw new JobFailure(
                    "The transform %s must keep the column _oid: millrace.onNewVersion is replace, and by it the rows of older versions are found"
                            .formatted(program));
        }
    }

    private static void requireNames(List<StructField> fields, String program) {
        for (StructField field : fields) {
            String name = field.name();
            boolean free = dev.millrace.contract.Column.isName(name) && (!name.startsWith("_") || OWN.contains(name));
            boolean once =
                    fields.stream().filter(other -> other.name().equals(name)).count() == 1;
            if (!free || !once) {
                throw new JobFailure(
                        "The transform %s gives a column '%s': a column has a name of its own, a lowercase letter and up to 127 of a-z, 0-9 and _"
                                .formatted(program, name));
            }
        }
    }
}
