package dev.millrace.formats.parquet;

/// Reads values that begin as the one before them does (DELTA_BYTE_ARRAY).
///
/// The value lies where the one before it was, so that what they share is never copied.
final class DeltaPrefixDecoder extends ValueDecoder {
    private final int fixedLength;
    private final DeltaNumbers prefixes;
    private final DeltaTextDecoder rests;
    private final Memory memory;

    /// @param values how many there can be
    DeltaPrefixDecoder(Leaf leaf, byte[] page, int start, int pageEnd, int values, Memory memory) throws BadParquet {
        this.fixedLength = leaf.length();
        this.prefixes = new DeltaNumbers(page, start, pageEnd, values);
        this.rests = new DeltaTextDecoder(page, DeltaNumbers.end(page, start, pageEnd, values), pageEnd, values);
        this.memory = memory;
    }

    @Override
    void next() throws BadParquet {
        long prefix = prefixes.next();
        rests.next();
        if (prefix < 0 || prefix > length() || prefix + rests.length() > Memory.LONGEST_VALUE) {
            throw new BadParquet("a value begins with %d bytes of another, which has %d".formatted(prefix, length()));
        }
        int newLength = (int) prefix + rests.length();
        if (fixedLength > 0 && newLength != fixedLength) {
            throw new BadParquet("a value has %d bytes where each has %d".formatted(newLength, fixedLength));
        }
        if (newLength > bytes.length) {
            byte[] old = bytes;
            bytes = memory.room(old, Math.min(newLength * 2, Memory.LONGEST_VALUE));
            System.arraycopy(old, 0, bytes, 0, (int) prefix);
        }
        System.arraycopy(rests.bytes, rests.start, bytes, (int) prefix, rests.length());
        end = newLength;
    }

    @Override
    boolean isUsedUp() {
        return prefixes.isUsedUp() && rests.isUsedUp();
    }

    /// How many bytes it has beside its page.
    long heldBytes() {
        return bytes.length;
    }

    @Override
    boolean repeats() {
        return true;
    }
}
