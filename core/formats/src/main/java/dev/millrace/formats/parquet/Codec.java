package dev.millrace.formats.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.millrace.contract.Compression;
import dev.millrace.contract.Packing;
import dev.millrace.formats.unpacking.Unpacking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// How pages are packed.
enum Codec {
    UNCOMPRESSED(0, true),
    SNAPPY(1, true),
    GZIP(2, true),
    LZO(3, false),
    BROTLI(4, false),
    /// A framing of LZ4 that was never written down, and that writers do not agree on.
    LZ4(5, false),
    ZSTD(6, true),
    LZ4_RAW(7, true);

    /// How far a page may grow is judged by what it says of itself.
    private static final Packing GZIP_PAGES = new Packing(Compression.GZIP, Packing.GREATEST_MAX_EXPANSION);

    private final int number;
    private final boolean isRead;

    Codec(int number, boolean isRead) {
        this.number = number;
        this.isRead = isRead;
    }

    static Codec of(int number) throws BadParquet {
        for (Codec codec : values()) {
            if (codec.number == number) {
                if (!codec.isRead) {
                    throw new BadParquet(
                            "the pages are compressed with %s; what is read is UNCOMPRESSED, SNAPPY, GZIP, ZSTD and LZ4_RAW"
                                    .formatted(codec));
                }
                return codec;
            }
        }
        throw new BadParquet("the pages are compressed with a codec that is not known: %d".formatted(number));
    }

    /// Unpacks the first `packed` bytes of `from` into exactly the bytes of `into` from `start` to `end` (excluded).
    void unpack(byte[] from, int packed, byte[] into, int start, int end) throws BadParquet {
        boolean whole = switch (this) {
            case SNAPPY -> new BlockUnpacker(from, packed, into, start, end).snappy();
            case LZ4_RAW -> new BlockUnpacker(from, packed, into, start, end).lz4();
            case GZIP -> gzip(from, packed, into, start, end);
            case ZSTD -> zstd(from, packed, into, start, end);
            default -> throw new IllegalStateException("Not packed: " + this);
        };
        if (!whole) {
            throw new BadParquet("a page is no %s, or does not unpack to as many bytes as it says".formatted(this));
        }
    }

    private static boolean gzip(byte[] from, int packed, byte[] into, int start, int end) {
        InputStream bytes = new ByteArrayInputStream(from, 0, packed);
        try (InputStream unpacked = Unpacking.open(bytes, () -> packed, GZIP_PAGES)) {
            return unpacked.readNBytes(into, start, end - start) == end - start && unpacked.read() < 0;
        } catch (IOException e) {
            // Bytes in memory can always be read, so that this is about what is in them.
            return false;
        }
    }

    private static boolean zstd(byte[] from, int packed, byte[] into, int start, int end) {
        try {
            return Zstd.decompressByteArray(into, start, end - start, from, 0, packed) == end - start;
        } catch (ZstdException e) {
            return false;
        }
    }
}
