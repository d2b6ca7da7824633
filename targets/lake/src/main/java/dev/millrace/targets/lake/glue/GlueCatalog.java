package dev.millrace.targets.lake.glue;

import dev.millrace.contract.DataContract;
import dev.millrace.targets.lake.Catalog;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.Partition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.TableConflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/// The catalog in Glue: external tables of Parquet files. A table gets the columns that its contract adds; it never
/// loses one, since older files still hold it. All its partitions that are written to have its columns, in its order.
public final class GlueCatalog implements Catalog {

    private final GlueClient glue;
    private final String database;

    public GlueCatalog(GlueClient glue, String database) {
        this.glue = glue;
        this.database = database;
    }

    @Override
    public Registration prepare(DataContract contract, String location, List<Partition> partitions) {
        Table seen = find(contract.dataset()).orElse(null);
        var lying = new GluePartitions(glue, database, contract.dataset(), location, partitions);
        if (seen != null) {
            merged(contract, seen);
            lying.look();
        }
        return () -> lying.register(ensured(contract, location, seen));
    }

    /// The columns of the table, which is there with all that the contract wants.
    ///
    /// @param seen the table as it was before; null for none
    private List<Column> ensured(DataContract contract, String location, @Nullable Table seen) {
        List<Column> columns = columns(CatalogTable.columns(contract));
        if (seen == null && create(contract, location, columns)) {
            return columns;
        }
        Table table = Optional.ofNullable(seen)
                .or(() -> find(contract.dataset()))
                .orElseThrow(() -> new IllegalStateException("The table %s of database %s was deleted while it was used"
                        .formatted(contract.dataset(), database)));
        List<Column> all = merged(contract, table);
        if (all.size() > table.storageDescriptor().columns().size()) {
            glue.updateTable(u -> u.databaseName(database)
                    .tableInput(table(contract, location, all, table))
                    .versionId(table.versionId()));
        }
        return all;
    }

    private Optional<Table> find(String name) {
        try {
            return Optional.of(
                    glue.getTable(g -> g.databaseName(database).name(name)).table());
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private boolean create(DataContract contract, String location, List<Column> columns) {
        try {
            glue.createTable(c -> c.databaseName(database).tableInput(table(contract, location, columns, null)));
            return true;
        } catch (AlreadyExistsException e) {
            return false;
        }
    }

    /// The table's columns, then those that the contract adds.
    private List<Column> merged(DataContract contract, Table table) {
        requireSamePartitions(contract, table);
        var all = new ArrayList<>(table.storageDescriptor().columns());
        for (Column column : columns(CatalogTable.columns(contract))) {
            Optional<Column> there =
                    all.stream().filter(c -> c.name().equals(column.name())).findFirst();
            if (there.isEmpty()) {
                all.add(column);
            } else if (!there.get().type().equals(column.type())) {
                throw new TableConflict(
                        "Column %s of table %s.%s is %s, but its contract %s now says %s. A column's type cannot change: apply a contract that gives the changed column a new name, or the dataset; then release the file."
                                .formatted(
                                        column.name(),
                                        database,
                                        table.name(),
                                        there.get().type(),
                                        contract.version(),
                                        column.type()));
            }
        }
        return all;
    }

    private void requireSamePartitions(DataContract contract, Table table) {
        List<String> wanted = described(columns(CatalogTable.partitionColumns(contract)));
        List<String> there = described(table.partitionKeys());
        if (!wanted.equals(there)) {
            throw new TableConflict(
                    "Table %s.%s is partitioned by %s, but its contract %s now says %s. A table's partitioning cannot change: apply the former one again and release the file, or name a new dataset."
                            .formatted(database, table.name(), there, contract.version(), wanted));
        }
    }

    private static List<String> described(List<Column> columns) {
        return columns.stream().map(c -> c.name() + " " + c.type()).toList();
    }

    /// @param there the table as it is, of which nothing that others have noted is lost; null for none
    private TableInput table(DataContract contract, String location, List<Column> columns, @Nullable Table there) {
        CatalogedTable wanted = new CatalogedTable(
                contract.dataset(),
                contract.title().orElse(contract.dataset()),
                location,
                columns.stream().map(c -> new CatalogColumn(c.name(), c.type())).toList(),
                CatalogTable.partitionColumns(contract));
        return GlueTables.input(wanted, there);
    }

    private static List<Column> columns(List<CatalogColumn> columns) {
        return GlueTables.columns(columns);
    }
}
