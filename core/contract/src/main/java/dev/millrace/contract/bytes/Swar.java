package dev.millrace.contract.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks at eight bytes at once, in one long (SIMD within a register), the first of them lowest.
///
/// What is found is marked: the highest bit of a byte in the result stands for that byte. Marks above the lowest one
/// may be wrong, since a borrow runs upwards; the lowest is right.
public final class Swar {
    /// The highest bit of each byte, which ASCII does not have.
    public static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long ZERO_DIGITS = '0' * ONES;
    private static final long HIGH_HALVES = 0xF0F0_F0F0_F0F0_F0F0L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Swar() {}

    /// The eight bytes at `at`.
    public static long word(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /// Eight times the same byte, which is ASCII.
    public static long repeated(byte b) {
        return b * ONES;
    }

    /// Marks the bytes of `word` that are `b`, of which `eight` is [#repeated].
    public static long equal(long word, long eight) {
        long difference = word ^ eight;
        return (difference - ONES) & ~difference & HIGHEST_BITS;
    }

    /// Marks the bytes that are control characters of ASCII, but for DEL.
    public static long controls(long word) {
        return (word - ' ' * ONES) & ~word & HIGHEST_BITS;
    }

    /// The place of the first marked byte, 0 to 7; 8 without a mark.
    public static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /// The bytes of `word` before the first marked one, of which there is one.
    public static long before(long marks, long word) {
        return word & ((marks & -marks) - 1);
    }

    /// Not zero when one of the bytes whose bits are all in `chosen` is no ASCII digit; the others do not count.
    public static long notDigits(long word, long chosen) {
        long digits = (word ^ ZERO_DIGITS) & chosen;
        return (digits | (digits + 6 * ONES)) & HIGH_HALVES;
    }

    /// The number that 1 to 18 ASCII digits spell; -1 if they are none.
    public static long number(byte[] bytes, int from, int to) {
        if (to - from <= Long.BYTES) {
            return eight(bytes, from, to);
        }
        long upper = number(bytes, from, to - Long.BYTES);
        long lower = eight(bytes, to - Long.BYTES, to);
        return upper < 0 || lower < 0 ? -1 : upper * 100_000_000 + lower;
    }

    /// As [#number], for 1 to 8 digits. What stands before them is made zeros.
    private static long eight(byte[] bytes, int from, int to) {
        if (to < Long.BYTES) {
            return slowly(bytes, from, to);
        }
        long kept = -1L << ((Long.BYTES - (to - from)) * 8);
        long word = (word(bytes, to - Long.BYTES) & kept) | (ZERO_DIGITS & ~kept);
        return notDigits(word, -1L) == 0 ? eightDigits(word) : -1;
    }

    private static long slowly(byte[] bytes, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return -1;
            }
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    /// Where `b`, which is ASCII, stands first; `to` if nowhere.
    public static int indexOf(byte b, byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= bytes.length && at < to; at += Long.BYTES) {
            long marks = equal(word(bytes, at), repeated(b));
            if (marks != 0) {
                return Math.min(at + first(marks), to);
            }
        }
        while (at < to && bytes[at] != b) {
            at++;
        }
        return Math.min(at, to);
    }

    /// The number of eight digits: first of each two, then of each four, then of all (Lemire, 2018).
    private static int eightDigits(long word) {
        long digits = word - ZERO_DIGITS;
        long pairs = digits * 10 + (digits >>> 8);
        long upper = (pairs & 0x0000_00FF_0000_00FFL) * (100 + (1_000_000L << 32));
        long lower = ((pairs >>> 16) & 0x0000_00FF_0000_00FFL) * (1 + (10_000L << 32));
        return (int) ((upper + lower) >>> 32);
    }
}
