package dev.millrace.cli.lake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

/// A table of the catalog as a view for DuckDB: its columns by name with the catalog's types, absent ones null, and
/// the partition columns with the values that the catalog has.
final class LakeView {
    private LakeView() {}

    /// The statement that makes the view.
    ///
    /// @param files gives the files at a location of the catalog
    static String sql(Table table, List<Partition> partitions, Function<String, List<Path>> files) {
        List<Column> stored = table.storageDescriptor().columns();
        List<Column> all =
                Stream.concat(stored.stream(), table.partitionKeys().stream()).toList();
        var parts = new ArrayList<String>();
        // No row, but every column: a file may lack some.
        parts.add("SELECT " + listed(all, column -> "CAST(NULL AS " + type(column) + ") AS " + name(column))
                + " WHERE false");
        if (table.partitionKeys().isEmpty()) {
            add(parts, "", files.apply(table.storageDescriptor().location()));
        } else {
            for (Partition partition : partitions) {
                add(
                        parts,
                        values(table.partitionKeys(), partition),
                        files.apply(partition.storageDescriptor().location()));
            }
        }
        return "CREATE VIEW " + quoted(table.name()) + " AS SELECT "
                + listed(all, column -> "CAST(" + name(column) + " AS " + type(column) + ") AS " + name(column))
                + " FROM ("
                + String.join(" UNION ALL BY NAME ", parts) + ")";
    }

    private static void add(List<String> parts, String values, List<Path> files) {
        if (!files.isEmpty()) {
            String list = files.stream().map(file -> text(file.toString())).collect(Collectors.joining(", "));
            parts.add("SELECT *" + values + " FROM read_parquet([" + list
                    + "], union_by_name = true, hive_partitioning = false)");
        }
    }

    private static String values(List<Column> keys, Partition partition) {
        var values = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            Column key = keys.get(i);
            values.append(
                    ", CAST(%s AS %s) AS %s".formatted(text(partition.values().get(i)), type(key), name(key)));
        }
        return values.toString();
    }

    private static String listed(List<Column> columns, Function<Column, String> form) {
        return columns.stream().map(form).collect(Collectors.joining(", "));
    }

    private static String name(Column column) {
        return quoted(column.name());
    }

    /// Hive's words for types are DuckDB's too, but for these.
    private static String type(Column column) {
        String hive = column.type().toLowerCase(Locale.ROOT);
        if (hive.startsWith("decimal(") && hive.matches("decimal\\(\\d{1,2},\\s*\\d{1,2}\\)")) {
            return hive;
        }
        return switch (hive) {
            case "string" -> "VARCHAR";
            case "int", "bigint", "smallint", "tinyint", "float", "double", "boolean", "date", "timestamp" -> hive;
            case "binary" -> "BLOB";
            default -> "VARCHAR";
        };
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
