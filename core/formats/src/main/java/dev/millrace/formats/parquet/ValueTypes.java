package dev.millrace.formats.parquet;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.formats.parquet.Annotation.Plain;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says which columns of a file can be which of a contract, so that no value ever loses anything.
///
/// | A contract's | can be a file's |
/// |---|---|
/// | `string` | STRING, ENUM, JSON, BYTE_ARRAY of which nothing is said; UUID as its text |
/// | `integer` | whole numbers of any width, decimals without a scale; each value is judged |
/// | `number` that is a decimal | decimals with no more digits on either side of the point; whole numbers |
/// | `number` of 64 bits | DOUBLE, FLOAT, whole numbers of at most 32 bits |
/// | `number` of 32 bits | FLOAT |
/// | `boolean` | BOOLEAN |
/// | `date` | DATE |
/// | `timestamp` with a time zone | TIMESTAMP in UTC; local ones where the contract has the zone; INT96 as UTC |
/// | `timestamp` without one | local TIMESTAMP; INT96 as it is |
/// | `time` | TIME of any unit, whether it says that it is in UTC or not |
///
/// A column of nulls only (NULL) can be each of them.
final class ValueTypes {
    private ValueTypes() {}

    /// What makes the values of `leaf` such of `type`; empty when they can be none.
    static Optional<ParquetValue> of(LogicalType type, Leaf leaf, WriterCalendar calendar) {
        return Optional.ofNullable(leaf.annotation() == Plain.UNKNOWN ? new NoValue() : find(type, leaf, calendar));
    }

    private static @Nullable ParquetValue find(LogicalType type, Leaf leaf, WriterCalendar calendar) {
        if (type instanceof LogicalType.StringType) {
            return text(leaf);
        }
        if (type instanceof LogicalType.IntegerType integer) {
            return whole(integer, leaf);
        }
        if (type instanceof DecimalType decimal) {
            return decimal(decimal, leaf);
        }
        if (type instanceof FloatType floating) {
            return floating(floating, leaf);
        }
        if (type instanceof LogicalType.BooleanType) {
            return isPlain(leaf, PhysicalType.BOOLEAN) ? new BooleanValue() : null;
        }
        if (type instanceof LogicalType.DateType) {
            return leaf.annotation() == Plain.DATE && leaf.type() == PhysicalType.INT32
                    ? new DayValue(calendar.days())
                    : null;
        }
        if (type instanceof TimestampType timestamp) {
            return moment(timestamp, leaf, calendar);
        }
        return type instanceof LogicalType.TimeType time ? time(time, leaf) : null;
    }

    private static boolean isPlain(Leaf leaf, PhysicalType type) {
        return leaf.type() == type && leaf.annotation() == Plain.NONE;
    }

    /// Impala and Hive have long written texts without a word about what they stand for.
    private static @Nullable ParquetValue text(Leaf leaf) {
        Annotation annotation = leaf.annotation();
        if (annotation == Plain.UUID
                && leaf.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY
                && leaf.length() == UuidValue.BYTES) {
            return new UuidValue();
        }
        boolean text = annotation == Plain.STRING
                || annotation == Plain.ENUM
                || annotation == Plain.JSON
                || annotation == Plain.NONE;
        return text && leaf.type() == PhysicalType.BYTE_ARRAY ? new TextValue() : null;
    }

    private static @Nullable ParquetValue whole(LogicalType.IntegerType type, Leaf leaf) {
        boolean unscaled = leaf.annotation() instanceof Annotation.Decimal decimal && decimal.scale() == 0;
        WholeSource source = unscaled ? WholeSource.ofDecimals(leaf) : WholeSource.of(leaf);
        return source == null ? null : new WholeValue(source, type.format());
    }

    private static @Nullable ParquetValue decimal(DecimalType type, Leaf leaf) {
        WholeSource whole = WholeSource.of(leaf);
        if (whole != null) {
            return new DecimalValue(whole, 0, type);
        }
        WholeSource source = WholeSource.ofDecimals(leaf);
        if (source == null || !(leaf.annotation() instanceof Annotation.Decimal stored)) {
            return null;
        }
        long storedWhole = (long) stored.precision() - stored.scale();
        boolean fits = stored.scale() >= 0
                && stored.scale() <= type.scale()
                && storedWhole >= 0
                && storedWhole <= type.precision() - type.scale();
        return fits ? new DecimalValue(source, stored.scale(), type) : null;
    }

    private static @Nullable ParquetValue floating(FloatType type, Leaf leaf) {
        boolean fits = isPlain(leaf, PhysicalType.FLOAT)
                || (!type.single() && (isPlain(leaf, PhysicalType.DOUBLE) || isInt(leaf)));
        return fits ? new FloatValue(leaf.type()) : null;
    }

    /// Whether each value has at most 32 bits and a sign.
    private static boolean isInt(Leaf leaf) {
        boolean signed = leaf.annotation() == Plain.NONE
                || (leaf.annotation() instanceof Annotation.Whole whole && whole.signed());
        return signed && leaf.type() == PhysicalType.INT32;
    }

    private static @Nullable ParquetValue moment(TimestampType type, Leaf leaf, WriterCalendar calendar) {
        if (isPlain(leaf, PhysicalType.INT96)) {
            return new MomentValue(type, null, !type.zoned(), calendar.moments(true));
        }
        if (!(leaf.annotation() instanceof Annotation.Timestamp stored) || leaf.type() != PhysicalType.INT64) {
            return null;
        }
        boolean fits = stored.utc() == type.zoned()
                || (type.zoned() && type.defaultZone().isPresent());
        // What a clock showed is never of the hybrid calendar: Spark wrote none before it left that.
        OldCalendar old = stored.utc() ? calendar.moments(false) : null;
        return fits ? new MomentValue(type, stored.unit(), !stored.utc(), old) : null;
    }

    private static @Nullable ParquetValue time(LogicalType.TimeType time, Leaf leaf) {
        if (!(leaf.annotation() instanceof Annotation.Time stored)) {
            return null;
        }
        PhysicalType type = stored.unit() == Annotation.Unit.MILLIS ? PhysicalType.INT32 : PhysicalType.INT64;
        return leaf.type() == type ? new TimeValue(stored.unit(), time.format().cuts()) : null;
    }

    /// What a contract has, such as `number, decimal(10,2)`.
    static String text(LogicalType type) {
        if (type instanceof LogicalType.StringType) {
            return "string";
        }
        if (type instanceof LogicalType.IntegerType integer) {
            return "integer, " + integer.format().text();
        }
        if (type instanceof DecimalType decimal) {
            return "number, decimal(%d,%d)".formatted(decimal.precision(), decimal.scale());
        }
        if (type instanceof FloatType floating) {
            return floating.single() ? "number of 32 bits" : "number of 64 bits";
        }
        if (type instanceof TimestampType timestamp) {
            return timestamp.zoned() ? "timestamp with a time zone" : "timestamp without a time zone";
        }
        if (type instanceof LogicalType.DateType) {
            return "date";
        }
        return type instanceof LogicalType.BooleanType ? "boolean" : "time";
    }
}
