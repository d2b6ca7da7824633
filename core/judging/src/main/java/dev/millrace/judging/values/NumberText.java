package dev.millrace.judging.values;

import dev.millrace.contract.NumberForm;
import dev.millrace.contract.bytes.Swar;
import dev.millrace.judging.rows.Cell;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The parts of a number as it is written: `-?digits[.digits][e[+-]digits]`; when lenient, one side of the point may
/// have no digits, and a plus may stand first. Used again for the next text, and of no more use when the text's buffer
/// changes.
///
/// No number is made of the text until it is known to be a small one, so that ten thousand digits cost no more than
/// being looked at.
final class NumberText {
    /// Powers of ten that are too great to tell apart.
    private static final int FAR = 1_000_000_000;

    /// The most digits that always fit a long.
    private static final int LONG_DIGITS = 18;

    /// The most decimal places by which doubles are divided exactly, and the greatest number that is one exactly.
    private static final int EXACT_PLACES = 22;

    private static final long EXACT = 1L << 53;

    private static final long[] LONG_POWERS =
            LongStream.iterate(1, power -> power * 10).limit(LONG_DIGITS + 1).toArray();
    private static final double[] DOUBLE_POWERS = IntStream.rangeClosed(0, EXACT_PLACES)
            .mapToDouble(places -> Double.parseDouble("1e" + places))
            .toArray();

    /// What a contract can do about numbers that are written otherwise.
    static final String OTHERWISE = " ('millrace.numbers: lenient' takes .5, 5. and +5)";

    private byte[] text = new byte[0];
    private int first;
    private int last;
    private int fractionFirst;
    private int fractionLast;
    private boolean negative;
    /// Whether the number is short and plain: then [#number] has its digits, and [#places] says how many of them stand
    /// after the point. Else the other fields are used.
    private boolean plain;
    private long number;
    private int places;
    private int significant;
    private int lastPower;

    /// Reads the text of `cell`; false when it is no number.
    boolean read(Cell cell) {
        return read(cell, NumberForm.STRICT);
    }

    /// As [#read], of a number that is written in `form`.
    boolean read(Cell cell, NumberForm form) {
        boolean lenient = form == NumberForm.LENIENT;
        int start = cell.start();
        negative = start < cell.end() && cell.bytes()[start] == '-';
        boolean positive = lenient && start < cell.end() && cell.bytes()[start] == '+';
        int whole = start + (negative || positive ? 1 : 0);
        plain = readPlain(cell.bytes(), whole, cell.end());
        return plain || readAny(cell.bytes(), whole, cell.end(), lenient);
    }

    /// What is wrong with a text that is no number of `form`, in words that complete "the value …".
    String noNumber(Cell cell, NumberForm form) {
        boolean otherwise = form == NumberForm.STRICT && read(cell, NumberForm.LENIENT);
        return "must be a number such as 12, -0.5 or 1e3" + (otherwise ? OTHERWISE : "");
    }

    /// Reads digits with at most a point among them, and not too many to fit a long: five times as fast as any number.
    private boolean readPlain(byte[] bytes, int whole, int end) {
        if (end == whole || end - whole > LONG_DIGITS + 1) {
            return false;
        }
        int point = Swar.indexOf((byte) '.', bytes, whole, end);
        places = Math.max(0, end - point - 1);
        int wholeDigits = point - whole;
        if (wholeDigits == 0 || wholeDigits + places > LONG_DIGITS || point == end - 1) {
            return false;
        }
        long before = Swar.number(bytes, whole, point);
        long after = places == 0 ? 0 : Swar.number(bytes, point + 1, end);
        number = before * LONG_POWERS[places] + after;
        return before >= 0 && after >= 0;
    }

    private boolean readAny(byte[] bytes, int whole, int end, boolean lenient) {
        int at = digitsEnd(bytes, whole, end);
        boolean digits = at > whole;
        boolean right = lenient || digits;
        int wholeEnd = at;
        int fraction = at;
        if (at < end && bytes[at] == '.') {
            fraction = at + 1;
            at = digitsEnd(bytes, fraction, end);
            right &= lenient || at > fraction;
            digits |= at > fraction;
        }
        int fractionEnd = Math.max(at, fraction);
        int power = 0;
        if (at < end && (bytes[at] | 0x20) == 'e') {
            boolean signed = at + 1 < end && (bytes[at + 1] == '-' || bytes[at + 1] == '+');
            int from = at + (signed ? 2 : 1);
            at = digitsEnd(bytes, from, end);
            right &= at > from;
            power = power(bytes, from, at) * (signed && bytes[from - 1] == '-' ? -1 : 1);
        }
        if (!right || !digits || at != end) {
            return false;
        }
        strip(bytes, whole, wholeEnd, fraction, fractionEnd, power);
        return true;
    }

    private static int digitsEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static int power(byte[] bytes, int from, int end) {
        long power = 0;
        for (int at = from; at < end; at++) {
            power = Math.min(power * 10 + bytes[at] - '0', FAR);
        }
        return (int) power;
    }

    /// Leaves out the zeros at both ends.
    private void strip(byte[] bytes, int whole, int wholeEnd, int fraction, int fractionEnd, int power) {
        text = bytes;
        first = whole;
        while (first < wholeEnd && bytes[first] == '0') {
            first++;
        }
        fractionFirst = fraction;
        while (first == wholeEnd && fractionFirst < fractionEnd && bytes[fractionFirst] == '0') {
            fractionFirst++;
        }
        fractionLast = fractionEnd;
        while (fractionLast > fractionFirst && bytes[fractionLast - 1] == '0') {
            fractionLast--;
        }
        last = wholeEnd;
        boolean isWhole = fractionLast == fractionFirst;
        while (isWhole && last > first && bytes[last - 1] == '0') {
            last--;
        }
        significant = last - first + fractionLast - fractionFirst;
        lastPower = power + (isWhole ? wholeEnd - last : fraction - fractionLast);
    }

    boolean isZero() {
        return plain ? number == 0 : significant == 0;
    }

    /// Whether at most so many digits stand before the point, when written without an exponent.
    boolean hasWholeDigits(int most) {
        return plain
                ? most + places > LONG_DIGITS || number < LONG_POWERS[most + places]
                : isZero() || significant + lastPower <= most;
    }

    /// Whether at most so many digits must stand after the point, when written without an exponent.
    boolean hasPlaces(int most) {
        return plain ? places <= most || number % LONG_POWERS[places - most] == 0 : isZero() || -lastPower <= most;
    }

    /// The number as a double, where one division makes it; NaN where it takes more (Clinger, 1990).
    double exactDouble() {
        if (!plain || number > EXACT || places > EXACT_PLACES) {
            return Double.NaN;
        }
        double value = number / DOUBLE_POWERS[places];
        return negative ? -value : value;
    }

    /// The number times ten to the power of `scale`, which must make it whole and of at most 18 digits.
    long unscaledLong(int scale) {
        if (plain) {
            long unscaled =
                    places <= scale ? number * LONG_POWERS[scale - places] : number / LONG_POWERS[places - scale];
            return negative ? -unscaled : unscaled;
        }
        long unscaled = digits(digits(0, first, last), fractionFirst, fractionLast);
        for (int i = isZero() ? 0 : lastPower + scale; i > 0; i--) {
            unscaled *= 10;
        }
        return negative ? -unscaled : unscaled;
    }

    private long digits(long before, int from, int to) {
        long all = before;
        for (int at = from; at < to; at++) {
            all = all * 10 + text[at] - '0';
        }
        return all;
    }

    /// The number times ten to the power of `scale`, which must make it whole and of at most 38 digits.
    BigInteger unscaled(int scale) {
        if (isZero()) {
            return BigInteger.ZERO;
        }
        return negative ? absolute(scale).negate() : absolute(scale);
    }

    private BigInteger absolute(int scale) {
        if (plain) {
            return BigInteger.valueOf(number)
                    .multiply(BigInteger.TEN.pow(scale))
                    .divide(BigInteger.TEN.pow(places));
        }
        String digits = new String(text, first, last - first, StandardCharsets.US_ASCII)
                + new String(text, fractionFirst, fractionLast - fractionFirst, StandardCharsets.US_ASCII);
        return new BigInteger(digits + "0".repeat(lastPower + scale));
    }
}
