package dev.millrace.authoring.inference;

import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.Limit;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.Range;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the texts of a column say when they are read as numbers.
///
/// A text with a zero in front, such as `007`, is taken for a code, because as a number it would lose the zero; so is
/// an exponent without a point, such as `1E5`.
final class NumberProfile {
    private static final int LONGEST = 400;
    private static final int MOST_DIGITS = 38;
    private static final int LONG_DIGITS = 18;
    private static final int SPARE_DIGITS = 2;
    /// As many digits as a double always keeps.
    private static final int DOUBLE_DIGITS = 15;
    /// As many digits as the shortest text of a double can have.
    private static final int MOST_DOUBLE_DIGITS = 17;

    private static final int MOST_USUAL_SCALE = 10;
    /// Decimals whose digits vary get so many after the point at least, and so many more than were seen.
    private static final int LEAST_SCALE = 6;

    private static final int SPARE_SCALE = 4;
    /// From so many values on, the same number of digits in all of them is how they are written.
    private static final int FEWEST_ALIKE = 20;
    /// Integers up to here get 32 bits: the next file's may be sixteen times as great.
    private static final long SMALL = Integer.MAX_VALUE / 16;
    /// After so many texts that are no numbers, and few that are, no more are looked at.
    private static final int MOST_ODD = 50;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final boolean ofJson;
    private final OddValues odd = new OddValues();
    private long fits;
    private boolean given;
    private boolean points;
    private boolean power;
    /// An exponent with a sign, and no point before it, as in `1e-05`.
    private boolean pointless;

    private boolean doublesKeep = true;
    private int wholeDigits = 1;
    private int fractionDigits;
    private int fewestFractionDigits = Integer.MAX_VALUE;
    private int digits;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private @Nullable BigDecimal least;
    private @Nullable BigDecimal greatest;

    /// @param ofJson whether the file itself says that they are numbers, so that `1E5` is no code
    NumberProfile(boolean ofJson) {
        this.ofJson = ofJson;
    }

    /// @param times how often the text stands there
    /// @param line where it stands first
    void add(String text, long times, long line) {
        if (given) {
            return;
        }
        if (text.length() <= LONGEST && isNumber(text)) {
            fits += times;
        } else {
            odd.add(text, times, line);
            given = odd.calls() > MOST_ODD && odd.count() > fits;
        }
    }

    /// Whether all of them are numbers.
    boolean isPossible() {
        return fits > 0 && odd.isEmpty() && !isCode();
    }

    /// How many are numbers, when all others are exceptions that can be named; else 0.
    long nearly() {
        return !given && !isCode() && odd.areExceptionsOf(fits) ? fits : 0;
    }

    OddValues exceptions() {
        return odd;
    }

    /// What the numbers are, in the plural.
    String description() {
        return points || power ? "decimals" : "whole numbers";
    }

    /// Whether all are whole numbers from `from` to `to`.
    boolean areWithin(long from, long to) {
        return isPossible() && isWhole() && low >= from && high <= to;
    }

    private boolean isCode() {
        return pointless && !points;
    }

    private boolean isNumber(String text) {
        int whole = text.startsWith("-") ? 1 : 0;
        int point = digitsEnd(text, whole);
        boolean hasPoint = point < text.length() && text.charAt(point) == '.';
        int fraction = hasPoint ? point + 1 : point;
        int end = hasPoint ? digitsEnd(text, fraction) : point;
        boolean hasPower = end < text.length();
        boolean codeOrNone = point == whole || (point > whole + 1 && text.charAt(whole) == '0');
        if (codeOrNone || (hasPoint && end == fraction) || (hasPower && !isPower(text, end, hasPoint))) {
            return false;
        }
        points |= hasPoint;
        power |= hasPower;
        pointless |= hasPower && !hasPoint && !ofJson;
        int all = point - whole + end - fraction;
        digits = Math.max(digits, all);
        if (hasPower || all > DOUBLE_DIGITS) {
            noteExactly(new BigDecimal(text), point - whole, end - fraction, hasPower);
        } else {
            wholeDigits = Math.max(wholeDigits, point - whole);
            noteFraction(end - fraction);
            note(text, whole == 1, point, fraction, end);
        }
        return true;
    }

    private void noteFraction(int count) {
        fractionDigits = Math.max(fractionDigits, count);
        fewestFractionDigits = Math.min(fewestFractionDigits, count);
    }

    private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /// Without a point before it, an exponent is one only where it has a sign.
    private boolean isPower(String text, int from, boolean hasPoint) {
        int sign = from + 1;
        boolean signed = sign < text.length() && "+-".indexOf(text.charAt(sign)) >= 0;
        int first = signed ? sign + 1 : sign;
        boolean short3 = text.length() - first <= 3;
        return (text.charAt(from) | 0x20) == 'e'
                && first < text.length()
                && short3
                && (signed || hasPoint || ofJson)
                && digitsEnd(text, first) == text.length();
    }

    /// A number that a double keeps whatever it is.
    private void note(String text, boolean negative, int point, int fraction, int end) {
        long unscaled = 0;
        for (int i = negative ? 1 : 0; i < point; i++) {
            unscaled = unscaled * 10 + (text.charAt(i) - '0');
        }
        for (int i = fraction; i < end; i++) {
            unscaled = unscaled * 10 + (text.charAt(i) - '0');
        }
        double number = (negative ? -unscaled : unscaled) / POWERS[end - fraction];
        if (number < low || number > high) {
            limit(new BigDecimal(text), number);
        }
    }

    private void noteExactly(BigDecimal number, int whole, int fraction, boolean hasPower) {
        BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        doublesKeep &= plain.precision() <= MOST_DOUBLE_DIGITS && isKept(plain);
        if (hasPower) {
            wholeDigits = Math.max(wholeDigits, plain.precision() - plain.scale());
            noteFraction(Math.max(0, plain.scale()));
        } else {
            wholeDigits = Math.max(wholeDigits, whole);
            noteFraction(fraction);
        }
        limit(number, number.doubleValue());
    }

    private static boolean isKept(BigDecimal number) {
        double rounded = number.doubleValue();
        return Double.isFinite(rounded) && new BigDecimal(Double.toString(rounded)).compareTo(number) == 0;
    }

    private void limit(BigDecimal number, double rounded) {
        low = Math.min(low, rounded);
        high = Math.max(high, rounded);
        least = least == null ? number : least.min(number);
        greatest = greatest == null ? number : greatest.max(number);
    }

    /// The type that all of them have; empty when they are no numbers, or there are none.
    ///
    /// @param limited whether the least and the greatest shall be its limits
    Optional<LogicalType> type(boolean limited) {
        BigDecimal from = least;
        BigDecimal to = greatest;
        if (!isPossible() || from == null || to == null) {
            return Optional.empty();
        }
        Range<BigDecimal> range = limited
                ? new Range<>(Optional.of(new Limit<>(from, true)), Optional.of(new Limit<>(to, true)))
                : Range.all();
        if (isWhole() && isLong(from) && isLong(to)) {
            boolean small = to.longValue() <= SMALL && from.longValue() >= -SMALL;
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

    /// Whether a program seems to have written them as floating-point numbers, and each of them can be had back.
    private boolean isBinary() {
        boolean many = fractionDigits > MOST_USUAL_SCALE || (fractionDigits > 4 && digits >= DOUBLE_DIGITS);
        return doublesKeep && (power || many);
    }

    private Optional<LogicalType> decimal(Range<BigDecimal> range) {
        if (wholeDigits + fractionDigits > MOST_DIGITS) {
            return Optional.empty();
        }
        int scale = scale();
        boolean fitsLong = wholeDigits + scale + SPARE_DIGITS <= LONG_DIGITS;
        int precision = fitsLong ? LONG_DIGITS : MOST_DIGITS;
        return Optional.of(new DecimalType(precision, scale, range, Optional.empty()));
    }

    /// The digits after the point that the sample has, with room for the next file's where they vary.
    private int scale() {
        boolean alike = fewestFractionDigits == fractionDigits && (fits >= FEWEST_ALIKE || fractionDigits == 0);
        if (alike) {
            return fractionDigits;
        }
        int roomy = Math.max(LEAST_SCALE, fractionDigits + SPARE_SCALE);
        return Math.max(fractionDigits, Math.min(roomy, MOST_DIGITS - wholeDigits - SPARE_DIGITS));
    }
}
