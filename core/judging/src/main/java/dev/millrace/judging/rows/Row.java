package dev.millrace.judging.rows;

import java.math.BigDecimal;

/// The values of one record, each of its column's type. Columns are counted from 0, in the contract's order.
///
/// A value may be asked for only in the way that fits its column's type, and only when it is not null; anything else
/// is a mistake of the caller and has no defined result.
public interface Row {
    /// The physical line, from 1, where the record begins.
    long line();

    /// Whether the column has no value.
    boolean isNull(int column);

    /// The value of an integer; a boolean as 0 or 1; a date as days since 1970-01-01; a timestamp as microseconds
    /// since 1970-01-01T00:00 (in UTC when zoned, else on its own clock); a time as microseconds since midnight; a
    /// decimal of precision 18 or less as its unscaled value.
    long longValue(int column);

    /// The value of a float.
    double doubleValue(int column);

    /// The value of a decimal, with exactly the column's scale.
    BigDecimal decimalValue(int column);

    /// The value of a string.
    String stringValue(int column);
}
