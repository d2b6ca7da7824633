package dev.millrace.contract;

import dev.millrace.contract.patterns.EcmaPattern;
import dev.millrace.contract.temporal.TemporalPattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// What the values of a column must be (ODCS `logicalType`, `logicalTypeOptions`, and `physicalType` of numbers).
public sealed interface LogicalType {

    /// Text. An unquoted empty field is no value; a quoted one is the empty text.
    ///
    /// @param minLength least number of Unicode code points
    /// @param maxLength greatest number of Unicode code points
    /// @param pattern what must be found somewhere in the text, unless anchored with `^` and `$`
    /// @param format a well-known shape that the text must have
    record StringType(int minLength, int maxLength, Optional<EcmaPattern> pattern, Optional<StringFormat> format)
            implements LogicalType {
        /// Any text.
        public static final StringType ANY = new StringType(0, Integer.MAX_VALUE, Optional.empty(), Optional.empty());
    }

    /// A whole number: an optional minus sign and digits.
    ///
    /// @param format how many bits it has; `i64` unless the contract says otherwise (ODCS has `i32`: too small for
    ///     many counters and ids, and nothing is lost by the wider one)
    /// @param multipleOf what every value must be a multiple of; whole and greater than 0
    record IntegerType(IntegerFormat format, Range<BigDecimal> range, Optional<BigDecimal> multipleOf)
            implements LogicalType {}

    /// An exact decimal number; the default of ODCS `number`, with precision 38 and scale 18.
    ///
    /// @param precision most digits in all, 1 to 38
    /// @param scale digits after the point, 0 to `precision`
    /// @param multipleOf what every value must be a multiple of; greater than 0
    record DecimalType(int precision, int scale, Range<BigDecimal> range, Optional<BigDecimal> multipleOf)
            implements LogicalType {}

    /// A binary floating-point number, rounded to the nearest; finite.
    ///
    /// @param single whether it has 32 bits instead of 64
    record FloatType(boolean single, Range<BigDecimal> range) implements LogicalType {}

    /// `true` or `false`, in ASCII letters of either case.
    record BooleanType() implements LogicalType {}

    /// A day of the years 0001 to 9999.
    record DateType(TemporalPattern format, Range<LocalDate> range) implements LogicalType {}

    /// A moment, to the microsecond.
    ///
    /// @param zoned whether it is a point on the time line (stored in UTC)
    ///     or the reading of some clock (stored as is)
    /// @param defaultZone the zone of values without an offset; without it a zoned value must have one
    /// @param range a local reading stands here as if it were UTC
    record TimestampType(TemporalPattern format, boolean zoned, Optional<ZoneId> defaultZone, Range<Instant> range)
            implements LogicalType {}

    /// A time of day without a zone, to the microsecond.
    record TimeType(TemporalPattern format, Range<LocalTime> range) implements LogicalType {}
}
