package dev.millrace.contract.reading;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// The parts of a number as it is written: `-?digits[.digits][e[+-]digits]`. Used again for the next text, and of no
/// more use when the text's buffer changes.
///
/// No number is made of the text until it is known to be a small one, so that ten thousand digits cost no more than
/// being looked at.
final class NumberText {
    /// Powers of ten that are too great to tell apart.
    private static final int FAR = 1_000_000_000;

    private byte[] text = new byte[0];
    private int first;
    private int last;
    private int fractionFirst;
    private int fractionLast;
    private boolean negative;
    private int significant;
    private int lastPower;

    /// Reads the text of `cell`; false when it is no number.
    boolean read(Cell cell) {
        byte[] bytes = cell.bytes();
        int end = cell.end();
        int at = cell.start();
        negative = at < end && bytes[at] == '-';
        int whole = at + (negative ? 1 : 0);
        at = digitsEnd(bytes, whole, end);
        boolean right = at > whole;
        int wholeEnd = at;
        int fraction = at;
        if (at < end && bytes[at] == '.') {
            fraction = at + 1;
            at = digitsEnd(bytes, fraction, end);
            right &= at > fraction;
        }
        int fractionEnd = Math.max(at, fraction);
        int power = 0;
        if (at < end && (bytes[at] | 0x20) == 'e') {
            boolean signed = at + 1 < end && (bytes[at + 1] == '-' || bytes[at + 1] == '+');
            int digits = at + (signed ? 2 : 1);
            at = digitsEnd(bytes, digits, end);
            right &= at > digits;
            power = power(bytes, digits, at) * (signed && bytes[digits - 1] == '-' ? -1 : 1);
        }
        if (!right || at != end) {
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
        return significant == 0;
    }

    /// How many digits stand before the point, when written without an exponent.
    int wholeDigits() {
        return isZero() ? 0 : Math.max(0, significant + lastPower);
    }

    /// How many digits must stand after the point, when written without an exponent.
    int fractionDigits() {
        return isZero() ? 0 : Math.max(0, -lastPower);
    }

    /// The number times ten to the power of `scale`, which must make it whole and of at most 18 digits.
    long unscaledLong(int scale) {
        long number = digits(digits(0, first, last), fractionFirst, fractionLast);
        for (int i = isZero() ? 0 : lastPower + scale; i > 0; i--) {
            number *= 10;
        }
        return negative ? -number : number;
    }

    private long digits(long before, int from, int to) {
        long number = before;
        for (int at = from; at < to; at++) {
            number = number * 10 + text[at] - '0';
        }
        return number;
    }

    /// The number times ten to the power of `scale`, which must make it whole and of at most 38 digits.
    BigInteger unscaled(int scale) {
        if (isZero()) {
            return BigInteger.ZERO;
        }
        String digits = new String(text, first, last - first, StandardCharsets.US_ASCII)
                + new String(text, fractionFirst, fractionLast - fractionFirst, StandardCharsets.US_ASCII);
        BigInteger number = new BigInteger(digits + "0".repeat(lastPower + scale));
        return negative ? number.negate() : number;
    }
}
