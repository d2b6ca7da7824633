package dev.millrace.formats.unpacking;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;

/// Unpacks Zstandard: all frames, with their checksums, to the last byte of the file.
final class ZstdStream extends BulkStream {
    private final ZstdFrames frames;
    private final ZstdInputStreamNoFinalizer in;

    ZstdStream(PackedBytes packed) throws IOException {
        frames = new ZstdFrames(packed);
        in = new ZstdInputStreamNoFinalizer(frames);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return in.read(into, from, length);
        } catch (ZstdIOException e) {
            throw refusal(e);
        }
    }

    private PackingException refusal(ZstdIOException e) {
        long code = e.getErrorCode();
        if (code == Zstd.errPrefixUnknown()) {
            return frames.notZstd();
        }
        return new PackingException(
                code == Zstd.errChecksumWrong()
                        ? "the file has Zstandard data whose checksum is wrong"
                        : "the file has Zstandard data that cannot be unpacked: " + e.getMessage());
    }

    /// Frees the memory outside of Java's heap; the packed bytes' stream stays open.
    @Override
    public void close() throws IOException {
        in.close();
    }
}
