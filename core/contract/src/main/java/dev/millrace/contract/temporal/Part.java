package dev.millrace.contract.temporal;

import java.util.Locale;

/// A part of a date or a time that is written as a number.
enum Part {
    YEAR,
    /// A year without its hundreds, which the pattern's century has.
    SHORT_YEAR,
    MONTH,
    DAY,
    HOUR,
    /// An hour of 12.
    CLOCK_HOUR,
    MINUTE,
    SECOND;

    /// In words for the owner of a file.
    String described() {
        return switch (this) {
            case SHORT_YEAR -> "year";
            case CLOCK_HOUR -> "hour";
            case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND -> name().toLowerCase(Locale.ROOT);
        };
    }
}
