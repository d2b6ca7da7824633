package dev.millrace.targets.lake;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Partitioning;
import java.util.ArrayList;
import java.util.List;

/// A dataset's table, as the catalog (Glue, Hive, Athena) describes it.
///
/// Its files have [#columns], in that order; the values of [#partitionColumns] stand in the folders' names only.
public final class CatalogTable {
    /// The column that says from which object a row came: its oid.
    public static final String OID = "_oid";

    /// The column that says at which physical line of that object its record begins.
    public static final String LINE = "_line";

    private CatalogTable() {}

    /// `_oid`, `_line`, then the contract's columns that are not for partitioning.
    public static List<CatalogColumn> columns(DataContract contract) {
        List<CatalogColumn> columns = new ArrayList<>();
        columns.add(new CatalogColumn(OID, "string"));
        columns.add(new CatalogColumn(LINE, "bigint"));
        stored(contract).forEach(column -> columns.add(catalogued(column)));
        return List.copyOf(columns);
    }

    /// The partition columns, outermost first.
    public static List<CatalogColumn> partitionColumns(DataContract contract) {
        if (contract.partitioning() instanceof Partitioning.ByColumns by) {
            return by.columns().stream()
                    .map(name -> catalogued(contract.columns().get(contract.indexOf(name))))
                    .toList();
        }
        return List.of(new CatalogColumn(Partitioning.ByArrivalDate.COLUMN, "date"));
    }

    /// The contract's columns that are in the files themselves.
    public static List<Column> stored(DataContract contract) {
        List<String> folders = contract.partitioning() instanceof Partitioning.ByColumns by ? by.columns() : List.of();
        return contract.columns().stream()
                .filter(column -> !folders.contains(column.name()))
                .toList();
    }

    private static CatalogColumn catalogued(Column column) {
        return new CatalogColumn(column.name(), hiveType(column.type()));
    }

    private static String hiveType(LogicalType type) {
        if (type instanceof LogicalType.IntegerType integer) {
            return isInt(integer) ? "int" : "bigint";
        }
        if (type instanceof LogicalType.DecimalType decimal) {
            return "decimal(%d,%d)".formatted(decimal.precision(), decimal.scale());
        }
        if (type instanceof LogicalType.FloatType floating) {
            return floating.single() ? "float" : "double";
        }
        if (type instanceof LogicalType.BooleanType) {
            return "boolean";
        }
        if (type instanceof LogicalType.DateType) {
            return "date";
        }
        // A time of day has no type of its own in Athena.
        return type instanceof LogicalType.TimestampType ? "timestamp" : "string";
    }

    /// Whether 32 bits with a sign hold every value.
    public static boolean isInt(LogicalType.IntegerType type) {
        return type.format().least() >= Integer.MIN_VALUE && type.format().greatest() <= Integer.MAX_VALUE;
    }
}
