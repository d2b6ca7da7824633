package dev.millrace.local.jobs;

import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType;
import dev.millrace.formats.parquet.FileColumn;
import java.util.Locale;

/// What a crawler calls the type of a Parquet column.
final class HiveTypes {
    private HiveTypes() {}

    /// @throws Refusal when it is nested, or of a type that nothing here writes
    static HiveColumn of(FileColumn column, String file) {
        LogicalType type = column.type()
                .orElseThrow(() -> new Refusal(
                        "InvalidInputException",
                        "%s: the crawler at home does not read the type of the column %s"
                                .formatted(file, column.name())));
        return new HiveColumn(column.name().toLowerCase(Locale.ROOT), name(type));
    }

    private static String name(LogicalType type) {
        if (type instanceof LogicalType.IntegerType integer) {
            return integer(integer.format());
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
        if (type instanceof LogicalType.TimestampType) {
            return "timestamp";
        }
        // A time of day is stored as a number.
        return type instanceof LogicalType.TimeType ? "bigint" : "string";
    }

    private static String integer(IntegerFormat format) {
        boolean small = format.least() >= Integer.MIN_VALUE && format.greatest() <= Integer.MAX_VALUE;
        return small ? "int" : "bigint";
    }
}
