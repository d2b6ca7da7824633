package dev.millrace.formats.unpacking;

import dev.millrace.contract.Compression;
import dev.millrace.contract.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/// Opens packed files.
public final class Unpacking {
    private Unpacking() {}

    /// The unpacked bytes of a file. Reading them throws a [PackingException] where the file is not packed as
    /// `packing` says, is damaged or cut off, has bytes behind its data, or grows too big. Any other exception
    /// is one of `packed`.
    ///
    /// One layer is unpacked: what was packed twice comes out packed once. A file without bytes is unpacked
    /// to none.
    ///
    /// @param packed read to its end, if all is well; never closed here
    /// @param size how many bytes `packed` has, or how many were read of it so far where nobody knows
    /// @return to be closed, for it may have memory outside of Java's heap
    /// @throws IOException if reading the first bytes fails
    public static InputStream open(InputStream packed, LongSupplier size, Packing packing) throws IOException {
        PackedBytes bytes = new PackedBytes(packed);
        Compression compression = packing.compression();
        return switch (compression == Compression.AUTO ? sniffed(bytes.beginning()) : compression) {
            case GZIP -> new LimitedExpansion(new GzipStream(bytes), size, packing.maxExpansion());
            case ZSTD -> new LimitedExpansion(new ZstdStream(bytes), size, packing.maxExpansion());
            case NONE, AUTO -> bytes;
        };
    }

    private static Compression sniffed(int beginning) {
        if (GzipHeader.begins(beginning)) {
            return Compression.GZIP;
        }
        return ZstdFrames.begins(beginning) ? Compression.ZSTD : Compression.NONE;
    }
}
