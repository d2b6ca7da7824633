package dev.millrace.formats.parquet;

import dev.millrace.formats.parquet.Annotation.Plain;
import dev.millrace.formats.parquet.Annotation.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Reads whole numbers, which are all that is stored of decimals too, in any of the ways in which files store them.
/// Keeps the last one read.
final class WholeSource {
    /// 38 digits have 127 bits and a sign.
    private static final int MOST_BYTES = 16;

    private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64);

    private final boolean inBytes;
    private final boolean unsignedInt;
    private final boolean unsignedLong;
    private long number;
    private @Nullable BigInteger big;
    private int bytes;

    private WholeSource(Leaf leaf) {
        boolean unsigned = leaf.annotation() instanceof Whole whole && !whole.signed();
        this.inBytes = !isWhole(leaf.type());
        this.unsignedInt = unsigned && leaf.type() == PhysicalType.INT32;
        this.unsignedLong = unsigned && leaf.type() == PhysicalType.INT64;
    }

    private static boolean isWhole(PhysicalType type) {
        return type == PhysicalType.INT32 || type == PhysicalType.INT64;
    }

    /// How `leaf` stores whole numbers; null when its values are others.
    static @Nullable WholeSource of(Leaf leaf) {
        boolean plain = leaf.annotation() == Plain.NONE || leaf.annotation() instanceof Whole;
        return plain && isWhole(leaf.type()) ? new WholeSource(leaf) : null;
    }

    /// How `leaf` stores the unscaled values of its decimals; null when it has none.
    static @Nullable WholeSource ofDecimals(Leaf leaf) {
        boolean inBytes = leaf.type() == PhysicalType.BYTE_ARRAY || leaf.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY;
        boolean decimal = leaf.annotation() instanceof Annotation.Decimal;
        return decimal && (inBytes || isWhole(leaf.type())) ? new WholeSource(leaf) : null;
    }

    void read(StoredValue stored) {
        big = null;
        bytes = 0;
        if (inBytes) {
            readBytes(stored.bytes, stored.start, stored.end);
        } else if (unsignedInt) {
            number = stored.bits & 0xFFFF_FFFFL;
        } else {
            number = stored.bits;
            big = unsignedLong && number < 0 ? BigInteger.valueOf(number).add(UNSIGNED) : null;
        }
    }

    /// The highest byte comes first; what only repeats the sign is passed over.
    private void readBytes(byte[] buffer, int start, int end) {
        int at = start;
        while (end - at > 1 && (buffer[at] == 0 || buffer[at] == -1) && (buffer[at] ^ buffer[at + 1]) >= 0) {
            at++;
        }
        number = at < end && buffer[at] < 0 ? -1 : 0;
        if (end - at <= Long.BYTES) {
            for (; at < end; at++) {
                number = number << 8 | (buffer[at] & 0xFF);
            }
        } else if (end - at <= MOST_BYTES) {
            big = new BigInteger(buffer, at, end - at);
        } else {
            bytes = end - at;
        }
    }

    /// Whether the number has more than 38 digits, so that it was not even kept.
    boolean isHuge() {
        return bytes > 0;
    }

    /// Whether the number has more than 64 bits.
    boolean isBig() {
        return big != null;
    }

    /// The number, when it is neither big nor huge.
    long number() {
        return number;
    }

    /// The number, when it is not huge.
    BigInteger big() {
        return big != null ? big : BigInteger.valueOf(number);
    }

    String shown(int scale) {
        return isHuge() ? "a number of %d bytes".formatted(bytes) : new BigDecimal(big(), scale).toPlainString();
    }
}
