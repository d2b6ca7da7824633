package dev.millrace.authoring.diff;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimestampType;

/// A type in a few words, such as `number (decimal(10,2))`.
final class TypeName {
    private TypeName() {}

    static String of(LogicalType type) {
        if (type instanceof StringType) {
            return "string";
        }
        if (type instanceof IntegerType integer) {
            return "integer (" + integer.format().text() + ")";
        }
        if (type instanceof DecimalType decimal) {
            return "number (decimal(" + decimal.precision() + "," + decimal.scale() + "))";
        }
        if (type instanceof FloatType floating) {
            return floating.single() ? "number (real)" : "number (double)";
        }
        if (type instanceof BooleanType) {
            return "boolean";
        }
        if (type instanceof DateType) {
            return "date";
        }
        return type instanceof TimestampType ? "timestamp" : "time";
    }
}
