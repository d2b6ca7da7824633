package dev.millrace.contract;

import java.util.Locale;
import java.util.Optional;

/// How many bits an integer column has, and whether one of them is a sign (ODCS names them as Rust does).
public enum IntegerFormat implements Spelled {
    I8(-0x80L, 0x7FL),
    I16(-0x8000L, 0x7FFFL),
    I32(Integer.MIN_VALUE, Integer.MAX_VALUE),
    I64(Long.MIN_VALUE, Long.MAX_VALUE),
    U8(0, 0xFFL),
    U16(0, 0xFFFFL),
    U32(0, 0xFFFF_FFFFL);

    private final long least;
    private final long greatest;

    IntegerFormat(long least, long greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    /// The spelling used in contracts, such as `i64`.
    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<IntegerFormat> ofText(String text) {
        return Spelled.find(IntegerFormat.class, text);
    }

    public long least() {
        return least;
    }

    public long greatest() {
        return greatest;
    }
}
