package dev.millrace.sql;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.LogicalType.TimestampType;
import java.util.ArrayList;
import java.util.List;

/// The table of a file's rows: the contract's columns without the classified ones.
///
/// @param name the dataset's
/// @param columns those that are there
record TableShape(String name, List<TableColumn> columns) {
    /// Of a table in which no column is left, for its rows still count. No contract has a column of this name.
    private static final String NO_COLUMN = "_row";

    /// A column.
    ///
    /// @param index its place among the contract's columns, from 0
    /// @param sqlType its type
    record TableColumn(int index, String name, String sqlType, Kind kind) {}

    TableShape {
        columns = List.copyOf(columns);
    }

    static TableShape of(DataContract contract) {
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < contract.columns().size(); i++) {
            Column column = contract.columns().get(i);
            if (!column.isClassified()) {
                columns.add(column(i, column.name(), column.type()));
            }
        }
        return new TableShape(contract.dataset(), columns);
    }

    /// The statement that makes it.
    String statement() {
        List<String> all = new ArrayList<>();
        columns.forEach(column -> all.add("\"%s\" %s".formatted(column.name(), column.sqlType())));
        if (all.isEmpty()) {
            all.add("\"%s\" BOOLEAN".formatted(NO_COLUMN));
        }
        return "CREATE TABLE \"%s\" (%s)".formatted(name, String.join(", ", all));
    }

    /// The kinds of its columns; the one that stands for none has only nulls.
    List<Kind> kinds() {
        return columns.isEmpty()
                ? List.of(Kind.BOOLEAN)
                : columns.stream().map(TableColumn::kind).toList();
    }

    private static TableColumn column(int index, String name, LogicalType type) {
        if (type instanceof IntegerType integer) {
            return integer(index, name, integer);
        } else if (type instanceof DecimalType decimal) {
            String sqlType = "DECIMAL(%d, %d)".formatted(decimal.precision(), decimal.scale());
            return new TableColumn(index, name, sqlType, decimalKind(decimal.precision()));
        } else if (type instanceof FloatType binary) {
            return binary.single()
                    ? new TableColumn(index, name, "FLOAT", Kind.FLOAT)
                    : new TableColumn(index, name, "DOUBLE", Kind.DOUBLE);
        } else if (type instanceof TimestampType timestamp) {
            return new TableColumn(index, name, timestamp.zoned() ? "TIMESTAMPTZ" : "TIMESTAMP", Kind.TIMESTAMP);
        } else if (type instanceof BooleanType) {
            return new TableColumn(index, name, "BOOLEAN", Kind.BOOLEAN);
        } else if (type instanceof DateType) {
            return new TableColumn(index, name, "DATE", Kind.DATE);
        } else if (type instanceof TimeType) {
            return new TableColumn(index, name, "TIME", Kind.TIME);
        } else if (type instanceof StringType) {
            return new TableColumn(index, name, "VARCHAR", Kind.TEXT);
        }
        throw new IllegalStateException("No SQL type of " + type);
    }

    private static TableColumn integer(int index, String name, IntegerType type) {
        return switch (type.format()) {
            case I8 -> new TableColumn(index, name, "TINYINT", Kind.BITS_8);
            case I16 -> new TableColumn(index, name, "SMALLINT", Kind.BITS_16);
            case I32 -> new TableColumn(index, name, "INTEGER", Kind.BITS_32);
            case I64 -> new TableColumn(index, name, "BIGINT", Kind.BITS_64);
            case U8 -> new TableColumn(index, name, "UTINYINT", Kind.BITS_8);
            case U16 -> new TableColumn(index, name, "USMALLINT", Kind.BITS_16);
            case U32 -> new TableColumn(index, name, "UINTEGER", Kind.BITS_32);
        };
    }

    private static Kind decimalKind(int precision) {
        if (precision > 18) {
            return Kind.DECIMAL_128;
        } else if (precision > 9) {
            return Kind.DECIMAL_64;
        }
        return precision > 4 ? Kind.DECIMAL_32 : Kind.DECIMAL_16;
    }
}
