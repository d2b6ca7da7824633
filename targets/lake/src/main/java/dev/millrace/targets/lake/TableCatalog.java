package dev.millrace.targets.lake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The catalog of tables and their partitions.
public interface TableCatalog {
    /// The table of that name; empty when there is none.
    Optional<CatalogedTable> find(String database, String name);

    /// Makes the table, or gives it the columns that it does not have yet.
    void save(String database, CatalogedTable table);

    /// All partitions of a table that is there.
    List<CatalogedPartition> partitions(String database, String name);

    /// Puts partitions where they are to be: a place for each, or none to forget it. What is so already is left.
    void place(String database, CatalogedTable table, List<CatalogedPartition> partitions);

    /// A table of Parquet files.
    ///
    /// @param location its folder, ending in `/`
    /// @param columns in the files
    /// @param partitionColumns outermost first
    record CatalogedTable(
            String name,
            String title,
            String location,
            List<CatalogColumn> columns,
            List<CatalogColumn> partitionColumns) {
        public CatalogedTable {
            columns = List.copyOf(columns);
            partitionColumns = List.copyOf(partitionColumns);
        }

        /// Whether its files have a column of that name.
        public boolean has(String column) {
            return columns.stream().anyMatch(c -> c.name().equals(column));
        }
    }

    /// A partition.
    ///
    /// @param values of the partition columns, outermost first
    /// @param location its folder, ending in `/`; null for one that is not to be there
    record CatalogedPartition(List<String> values, @Nullable String location) {
        public CatalogedPartition {
            values = List.copyOf(values);
            location = location == null || location.endsWith("/") ? location : location + "/";
        }
    }
}
