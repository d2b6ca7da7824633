package dev.millrace.contract.inference;

import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.Limit;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.Range;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the texts of a column say when they are read as numbers.
///
/// A text with a zero in front, such as `007`, is taken for a code, because as a number it would lose the zero.
final class NumberProfile {
    private static final Pattern WITH_COMMA = Pattern.compile("-?[0-9]{1,3}(?:\\.?[0-9]{3})*,[0-9]+");
    private static final int LONGEST = 400;
    private static final int MOST_DIGITS = 38;
    private static final int LONG_DIGITS = 18;
    private static final int SPARE_DIGITS = 2;
    /// As many digits as a double always keeps.
    private static final int DOUBLE_DIGITS = 15;

    private static final int MOST_USUAL_SCALE = 10;
    /// Integers up to here get 32 bits: the next file's may be sixteen times as great.
    private static final long SMALL = Integer.MAX_VALUE / 16;

    private boolean any;
    private boolean comma = true;
    private boolean possible = true;
    private boolean power;
    private boolean doublesKeep = true;
    private int wholeDigits = 1;
    private int fractionDigits;
    private int digits;
    private @Nullable BigDecimal least;
    private @Nullable BigDecimal greatest;

    void add(String text) {
        comma = comma && text.length() <= LONGEST && WITH_COMMA.matcher(text).matches();
        any = true;
        possible = possible && text.length() <= LONGEST && isNumber(text);
    }

    /// Whether all of them are numbers with a comma before their fraction.
    boolean hasComma() {
        return any && comma;
    }

    /// Whether all of them are numbers.
    boolean isPossible() {
        return any && possible;
    }

    private boolean isNumber(String text) {
        int whole = text.startsWith("-") ? 1 : 0;
        int point = digitsEnd(text, whole);
        int fraction = point < text.length() && text.charAt(point) == '.' ? point + 1 : point;
        int end = digitsEnd(text, fraction);
        boolean hasPower = end < text.length();
        boolean codeOrNone = point == whole || (point > whole + 1 && text.charAt(whole) == '0');
        if (codeOrNone || (fraction > point && end == fraction) || (hasPower && !isPower(text, end))) {
            return false;
        }
        power |= hasPower;
        wholeDigits = Math.max(wholeDigits, point - whole);
        fractionDigits = Math.max(fractionDigits, end - fraction);
        digits = Math.max(digits, point - whole + end - fraction);
        note(text, hasPower);
        return true;
    }

    private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isPower(String text, int from) {
        int sign = from + 1;
        int first = sign < text.length() && "+-".indexOf(text.charAt(sign)) >= 0 ? sign + 1 : sign;
        boolean short3 = text.length() - first <= 3;
        return (text.charAt(from) | 0x20) == 'e'
                && first < text.length()
                && short3
                && digitsEnd(text, first) == text.length();
    }

    private void note(String text, boolean hasPower) {
        BigDecimal number = new BigDecimal(text);
        if (hasPower || fractionDigits > 0) {
            double rounded = number.doubleValue();
            doublesKeep &= !Double.isInfinite(rounded) && (rounded != 0 || number.signum() == 0);
        }
        least = least == null ? number : least.min(number);
        greatest = greatest == null ? number : greatest.max(number);
    }

    /// The type that all of them have; empty when they are no numbers, or there are none.
    ///
    /// @param limited whether the least and the greatest shall be its limits
    Optional<LogicalType> type(boolean limited) {
        BigDecimal low = least;
        BigDecimal high = greatest;
        if (!possible || low == null || high == null) {
            return Optional.empty();
        }
        Range<BigDecimal> range = limited
                ? new Range<>(Optional.of(new Limit<>(low, true)), Optional.of(new Limit<>(high, true)))
                : Range.all();
        if (isWhole() && isLong(low) && isLong(high)) {
            boolean small = high.longValue() <= SMALL && low.longValue() >= -SMALL;
            return Optional.of(new IntegerType(small ? IntegerFormat.I32 : IntegerFormat.I64, range, Optional.empty()));
        }
        return isBinary() ? Optional.of(new FloatType(false, range)) : decimal(range);
    }

    private boolean isWhole() {
        return !power && fractionDigits == 0;
    }

    private static boolean isLong(BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
                && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    /// Whether a program seems to have written them as floating-point numbers.
    private boolean isBinary() {
        boolean many = fractionDigits > MOST_USUAL_SCALE || (fractionDigits > 4 && digits >= DOUBLE_DIGITS);
        return doublesKeep && (power || many);
    }

    private Optional<LogicalType> decimal(Range<BigDecimal> range) {
        if (power || wholeDigits + fractionDigits > MOST_DIGITS) {
            return Optional.empty();
        }
        boolean fitsLong = wholeDigits + fractionDigits + SPARE_DIGITS <= LONG_DIGITS;
        int precision = fitsLong ? LONG_DIGITS : MOST_DIGITS;
        return Optional.of(new DecimalType(precision, fractionDigits, range, Optional.empty()));
    }
}
