package dev.millrace.judging.rows;

import dev.millrace.contract.LogicalType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The one text of a typed value: whole numbers and decimals without exponent or needless zeros, days and times as
/// ISO 8601 has them, moments in UTC.
public final class TypedText {
    private static final int NANOS = 1_000;

    private TypedText() {}

    /// The text of the value of `column`, which is not null and of `type`.
    public static String of(Row row, int column, LogicalType type) {
        if (type instanceof LogicalType.StringType) {
            return row.stringValue(column);
        }
        if (type instanceof LogicalType.DecimalType) {
            return row.decimalValue(column).signum() == 0
                    ? "0"
                    : row.decimalValue(column).stripTrailingZeros().toPlainString();
        }
        if (type instanceof LogicalType.FloatType floating) {
            double value = row.doubleValue(column);
            return floating.single() ? Float.toString((float) value) : Double.toString(value);
        }
        long value = row.longValue(column);
        if (type instanceof LogicalType.BooleanType) {
            return value == 1 ? "true" : "false";
        }
        if (type instanceof LogicalType.DateType) {
            return LocalDate.ofEpochDay(value).toString();
        }
        if (type instanceof LogicalType.TimestampType timestamp) {
            Instant moment = Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            return timestamp.zoned()
                    ? moment.toString()
                    : LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toString();
        }
        return type instanceof LogicalType.TimeType
                ? LocalTime.ofNanoOfDay(value * NANOS).toString()
                : Long.toString(value);
    }
}
