package dev.millrace.targets.lake;

import dev.millrace.contract.Cadence;
import dev.millrace.contract.Curation.DerivedColumn;
import dev.millrace.contract.DataContract;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Whether a table that is there can take the rows of a contract: a column keeps its type, a table its partitioning,
/// and the rows of single files lie below the table's folder, not in that of a batch.
public final class TableFit {
    private final DataContract contract;
    private final CatalogedTable table;
    private final List<CatalogedPartition> partitions;

    private TableFit(DataContract contract, CatalogedTable table, List<CatalogedPartition> partitions) {
        this.contract = contract;
        this.table = table;
        this.partitions = partitions;
    }

    /// What about a contract does not fit.
    public enum Kind {
        TYPE,
        PARTITIONING,
        CADENCE
    }

    /// Something that does not fit.
    ///
    /// @param column the name of the column that it is about; empty when it is about the table
    /// @param message what does not fit, and what to do
    public record Misfit(Kind kind, String column, String message) {}

    /// All that does not fit; empty when the table can take the contract's rows.
    public static List<Misfit> misfits(
            DataContract contract, CatalogedTable table, List<CatalogedPartition> partitions) {
        return new TableFit(contract, table, partitions).all();
    }

    private List<Misfit> all() {
        List<Misfit> all = new ArrayList<>(types());
        List<CatalogColumn> wanted = CatalogTable.partitionColumns(contract);
        if (!wanted.equals(table.partitionColumns())) {
            all.add(new Misfit(
                    Kind.PARTITIONING,
                    "",
                    "the table %s is partitioned by %s, not by %s, and a table's partitioning cannot change%s"
                            .formatted(
                                    table.name(), described(table.partitionColumns()), described(wanted), advice())));
        }
        long ofBatches = partitions.stream().filter(this::liesElsewhere).count();
        if (contract.cadence() == Cadence.ON_ARRIVAL && ofBatches > 0) {
            all.add(new Misfit(
                    Kind.CADENCE,
                    "",
                    "%,d partitions of the table %s lie in folders of batches, where the rows of single files are not seen: keep it daily or monthly, or give the dataset a new name, and so a table of its own"
                            .formatted(ofBatches, table.name())));
        }
        return all;
    }

    /// A program may make any column of another type, so that only its run can tell.
    private List<Misfit> types() {
        if (contract.curation().transform().isPresent()) {
            return List.of();
        }
        List<Misfit> all = new ArrayList<>();
        wanted().forEach(column -> table.columns().stream()
                .filter(there -> there.name().equals(column.name()))
                .filter(there -> !there.type().equals(column.type()))
                .forEach(there -> all.add(new Misfit(
                        Kind.TYPE,
                        column.name(),
                        "the column %s of the table %s is %s, not %s, and a column cannot change its type: give the changed column a new name%s"
                                .formatted(
                                        column.name(),
                                        table.name(),
                                        there.type(),
                                        column.type(),
                                        advice().replace(": give the dataset", ", or the dataset"))))));
        return all;
    }

    private Stream<CatalogColumn> wanted() {
        boolean batches = contract.cadence() != Cadence.ON_ARRIVAL;
        List<DerivedColumn> derived = batches ? contract.curation().derived() : List.of();
        return Stream.concat(
                CatalogTable.columns(contract.inLake()).stream(),
                derived.stream().map(column -> new CatalogColumn(column.name(), column.type())));
    }

    /// A table without partitions holds nothing that would be lost with it.
    private String advice() {
        return partitions.isEmpty()
                ? ": give the dataset a new name, or delete the table, which has no partitions (aws glue delete-table)"
                : ": give the dataset a new name, and so a table of its own";
    }

    private boolean liesElsewhere(CatalogedPartition partition) {
        String below = IntStream.range(
                        0,
                        Math.min(
                                partition.values().size(),
                                table.partitionColumns().size()))
                .mapToObj(i -> table.partitionColumns().get(i).name() + "=")
                .collect(Collectors.joining("[^/]*/", "", "[^/]*/"));
        String location = String.valueOf(partition.location());
        return !location.startsWith(table.location())
                || !location.substring(table.location().length()).matches(below);
    }

    private static String described(List<CatalogColumn> columns) {
        return columns.stream().map(c -> c.name() + " " + c.type()).collect(Collectors.joining(", "));
    }
}
