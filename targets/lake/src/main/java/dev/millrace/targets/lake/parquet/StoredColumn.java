package dev.millrace.targets.lake.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType;
import dev.millrace.targets.lake.CatalogTable;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// A column of a contract as it is stored: its type in the file, and how a value gets there.
///
/// The types are those that Athena reads as [CatalogTable] describes them.
///
/// @param index the column's place in the contract
record StoredColumn(int index, PrimitiveType type, ValueWriter value) {
    private static final int INT_DIGITS = 9;
    private static final int LONG_DIGITS = 18;

    static StoredColumn of(Column column, int index) {
        LogicalType type = column.type();
        if (type instanceof LogicalType.IntegerType integer) {
            return CatalogTable.isInt(integer)
                    ? stored(column, index, INT32, null, ValueWriter.INT)
                    : stored(column, index, INT64, null, ValueWriter.LONG);
        }
        if (type instanceof LogicalType.DecimalType decimal) {
            return decimal(column, index, decimal);
        }
        if (type instanceof LogicalType.FloatType floating) {
            return floating.single()
                    ? stored(column, index, FLOAT, null, ValueWriter.FLOAT)
                    : stored(column, index, DOUBLE, null, ValueWriter.DOUBLE);
        }
        if (type instanceof LogicalType.BooleanType) {
            return stored(column, index, BOOLEAN, null, ValueWriter.BOOLEAN);
        }
        if (type instanceof LogicalType.DateType) {
            return stored(column, index, INT32, dateType(), ValueWriter.INT);
        }
        if (type instanceof LogicalType.TimestampType timestamp) {
            return stored(column, index, INT64, timestampType(timestamp.zoned(), MICROS), ValueWriter.LONG);
        }
        return type instanceof LogicalType.TimeType
                ? stored(column, index, BINARY, stringType(), ValueWriter.TIME)
                : stored(column, index, BINARY, stringType(), ValueWriter.STRING);
    }

    private static StoredColumn decimal(Column column, int index, LogicalType.DecimalType type) {
        LogicalTypeAnnotation annotation = decimalType(type.scale(), type.precision());
        if (type.precision() <= LONG_DIGITS) {
            return type.precision() <= INT_DIGITS
                    ? stored(column, index, INT32, annotation, ValueWriter.INT)
                    : stored(column, index, INT64, annotation, ValueWriter.LONG);
        }
        ValueWriter.OfDecimal value = ValueWriter.OfDecimal.of(type.precision());
        PrimitiveType fixed = Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition(column))
                .length(value.length())
                .as(annotation)
                .named(column.name());
        return new StoredColumn(index, fixed, value);
    }

    private static StoredColumn stored(
            Column column,
            int index,
            PrimitiveTypeName primitive,
            @Nullable LogicalTypeAnnotation annotation,
            ValueWriter value) {
        PrimitiveType type =
                Types.primitive(primitive, repetition(column)).as(annotation).named(column.name());
        return new StoredColumn(index, type, value);
    }

    private static Type.Repetition repetition(Column column) {
        return column.required() ? Type.Repetition.REQUIRED : Type.Repetition.OPTIONAL;
    }

    /// How deep a value that is there lies: 1 when it need not be there.
    int level() {
        return type.isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0;
    }
}
