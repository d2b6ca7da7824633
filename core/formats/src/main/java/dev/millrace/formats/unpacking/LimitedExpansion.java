package dev.millrace.formats.unpacking;

import dev.millrace.contract.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/// Passes on unpacked bytes until they are too many.
final class LimitedExpansion extends BulkStream {
    private final InputStream unpacked;
    private final LongSupplier size;
    private final int maxExpansion;
    private long count;

    /// @param size how many packed bytes there are
    LimitedExpansion(InputStream unpacked, LongSupplier size, int maxExpansion) {
        this.unpacked = unpacked;
        this.size = size;
        this.maxExpansion = maxExpansion;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = unpacked.read(into, from, length);
        count += Math.max(0, read);
        if (count > Packing.ALWAYS_ALLOWED && count > maxExpansion * size.getAsLong()) {
            throw new PackingException(
                    "the file grows to more than %d times its size when it is unpacked (millrace.maxExpansion)"
                            .formatted(maxExpansion));
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
