package dev.millrace.formats.parquet;

import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.Range;
import dev.millrace.contract.temporal.TemporalPattern;
import dev.millrace.formats.parquet.Annotation.Plain;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says which contract's type a column of a file would have, as narrow as its values allow; [ValueTypes] has the last
/// word.
final class NaturalTypes {
    private static final int MOST_DIGITS = 38;
    /// What the greatest unsigned number of 64 bits has.
    private static final int DIGITS_OF_UNSIGNED = 20;

    private NaturalTypes() {}

    /// The type; empty when there is none that loses nothing.
    static Optional<LogicalType> of(Leaf leaf) {
        return leaf.isFlat()
                ? Optional.ofNullable(find(leaf))
                        .filter(type -> ValueTypes.of(type, leaf, WriterCalendar.GREGORIAN)
                                .isPresent())
                : Optional.empty();
    }

    private static @Nullable LogicalType find(Leaf leaf) {
        Annotation annotation = leaf.annotation();
        if (annotation instanceof Annotation.Decimal decimal) {
            return decimal(decimal);
        }
        if (annotation instanceof Annotation.Whole whole) {
            return whole(whole);
        }
        if (annotation instanceof Annotation.Timestamp timestamp) {
            return timestamp(timestamp.utc());
        }
        if (annotation instanceof Annotation.Time) {
            return new TimeType(TemporalPattern.ISO_TIME, Range.all());
        }
        if (annotation == Plain.DATE) {
            return new DateType(TemporalPattern.ISO_DATE, Range.all());
        }
        return annotation == Plain.NONE ? stored(leaf.type()) : StringType.ANY;
    }

    /// Of what is stored without a word about what it stands for.
    private static @Nullable LogicalType stored(PhysicalType type) {
        return switch (type) {
            case BOOLEAN -> new BooleanType();
            case INT32 -> new IntegerType(IntegerFormat.I32, Range.all(), Optional.empty());
            case INT64 -> new IntegerType(IntegerFormat.I64, Range.all(), Optional.empty());
            case INT96 -> timestamp(true);
            case FLOAT -> new FloatType(true, Range.all());
            case DOUBLE -> new FloatType(false, Range.all());
            case BYTE_ARRAY -> StringType.ANY;
            case FIXED_LEN_BYTE_ARRAY -> null;
        };
    }

    private static @Nullable LogicalType decimal(Annotation.Decimal decimal) {
        boolean fits = decimal.precision() >= 1
                && decimal.precision() <= MOST_DIGITS
                && decimal.scale() >= 0
                && decimal.scale() <= decimal.precision();
        return fits ? new DecimalType(decimal.precision(), decimal.scale(), Range.all(), Optional.empty()) : null;
    }

    private static LogicalType whole(Annotation.Whole whole) {
        Optional<IntegerFormat> format = IntegerFormat.ofText((whole.signed() ? "i" : "u") + whole.bits());
        return format.isPresent()
                ? new IntegerType(format.get(), Range.all(), Optional.empty())
                : new DecimalType(DIGITS_OF_UNSIGNED, 0, Range.all(), Optional.empty());
    }

    private static LogicalType timestamp(boolean zoned) {
        TemporalPattern pattern = zoned ? TemporalPattern.ISO_TIMESTAMP : TemporalPattern.ISO_LOCAL_TIMESTAMP;
        return new TimestampType(pattern, zoned, Optional.empty(), Range.all());
    }
}
