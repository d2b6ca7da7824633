package dev.millrace.formats.unpacking;

import com.github.luben.zstd.ZstdOutputStream;
import dev.millrace.contract.Compression;
import dev.millrace.contract.Packing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// Packed bytes for tests.
public final class Packed {
    private Packed() {}

    static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static byte[] gzip(byte[] content) {
        return packed(content, GZIPOutputStream::new);
    }

    public static byte[] zstd(byte[] content) {
        return packed(content, out -> new ZstdOutputStream(out).setChecksum(true));
    }

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] content, Packer packer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.over(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Packing as(Compression compression) {
        return new Packing(compression, Packing.DEFAULT_MAX_EXPANSION);
    }

    static byte[] unpacked(byte[] packed, Compression compression) throws IOException {
        return unpacked(new ByteArrayInputStream(packed), packed.length, compression);
    }

    static byte[] unpacked(InputStream packed, long size, Compression compression) throws IOException {
        try (InputStream in = Unpacking.open(packed, () -> size, as(compression))) {
            return in.readAllBytes();
        }
    }
}
