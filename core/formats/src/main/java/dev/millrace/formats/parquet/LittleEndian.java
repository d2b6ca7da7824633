package dev.millrace.formats.parquet;

import dev.millrace.contract.bytes.Swar;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in bytes, the lowest byte first.
final class LittleEndian {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int int32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static long int64(byte[] bytes, int at) {
        return Swar.word(bytes, at);
    }

    /// The number in the `width` (64 at most) bits from bit number `from`, which are there; the lowest bit is first.
    static long bits(byte[] bytes, long from, int width) {
        int at = (int) (from >>> 3);
        int shift = (int) (from & 7);
        if (at + Long.BYTES >= bytes.length || width + shift > Long.SIZE) {
            return bitsNearEnd(bytes, at, shift, width);
        }
        long word = int64(bytes, at) >>> shift;
        return width == Long.SIZE ? word : word & ((1L << width) - 1);
    }

    private static long bitsNearEnd(byte[] bytes, int from, int shift, int width) {
        long number = 0;
        for (int done = -shift, at = from; done < width; done += Byte.SIZE, at++) {
            long b = bytes[at] & 0xFF;
            number |= done < 0 ? b >>> -done : b << done;
        }
        return width == Long.SIZE ? number : number & ((1L << width) - 1);
    }
}
