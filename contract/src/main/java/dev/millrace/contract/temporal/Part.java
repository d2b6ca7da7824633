package dev.millrace.contract.temporal;

/// A part of a date or a time that is written as a number.
enum Part {
    YEAR,
    /// A year of the 21st century, without its hundreds.
    SHORT_YEAR,
    MONTH,
    DAY,
    HOUR,
    /// An hour of 12.
    CLOCK_HOUR,
    MINUTE,
    SECOND
}
