package dev.millrace.judging.values;

import dev.millrace.contract.Limit;
import dev.millrace.contract.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// A range of whole numbers, both ends included, and what to say of numbers outside.
record LongRange(long least, long greatest, String tooSmall, String tooGreat) {
    /// For values that are held as longs, such as days or microseconds.
    static <T extends Comparable<? super T>> LongRange of(Range<T> range, ToLongFunction<T> toLong) {
        long least = range.lower().map(end -> inside(end, toLong, 1)).orElse(Long.MIN_VALUE);
        long greatest = range.upper().map(end -> inside(end, toLong, -1)).orElse(Long.MAX_VALUE);
        return new LongRange(least, greatest, tooSmall(range), tooGreat(range));
    }

    private static <T extends Comparable<? super T>> long inside(Limit<T> end, ToLongFunction<T> toLong, int step) {
        return toLong.applyAsLong(end.value()) + (end.inclusive() ? 0 : step);
    }

    /// For decimals that are held as their unscaled values.
    static LongRange ofUnscaled(Range<BigDecimal> range, int scale) {
        long least = range.lower()
                .map(end -> unscaled(end, scale, RoundingMode.CEILING, BigInteger.ONE))
                .orElse(Long.MIN_VALUE);
        long greatest = range.upper()
                .map(end -> unscaled(end, scale, RoundingMode.FLOOR, BigInteger.ONE.negate()))
                .orElse(Long.MAX_VALUE);
        return new LongRange(least, greatest, tooSmall(range), tooGreat(range));
    }

    private static long unscaled(Limit<BigDecimal> end, int scale, RoundingMode inwards, BigInteger step) {
        BigDecimal rounded = end.value().setScale(scale, inwards);
        boolean exact = rounded.compareTo(end.value()) == 0;
        BigInteger number = rounded.unscaledValue().add(exact && !end.inclusive() ? step : BigInteger.ZERO);
        return number.bitLength() < Long.SIZE
                ? number.longValue()
                : number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    static <T extends Comparable<? super T>> String tooSmall(Range<T> range) {
        return message(range.lower(), "must be %s or more", "must be more than %s");
    }

    static <T extends Comparable<? super T>> String tooGreat(Range<T> range) {
        return message(range.upper(), "must be %s or less", "must be less than %s");
    }

    private static <T extends Comparable<? super T>> String message(
            Optional<Limit<T>> end, String inclusive, String exclusive) {
        return end.map(limit -> (limit.inclusive() ? inclusive : exclusive).replace("%s", shown(limit.value())))
                .orElse("");
    }

    private static String shown(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
