package dev.millrace.authoring.inference;

import dev.millrace.contract.Compression;
import dev.millrace.contract.Packing;
import dev.millrace.formats.unpacking.Unpacking;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.io.InputStream;

/// A sample as it is, and unpacked.
///
/// @param packed how it is packed, by its first bytes
record Sample(FileBytes bytes, Compression packed) {
    static Sample of(FileBytes bytes) throws IOException {
        try (InputStream in = bytes.open()) {
            byte[] first = in.readNBytes(4);
            return new Sample(bytes, packing(first));
        }
    }

    private static Compression packing(byte[] first) {
        if (begins(first, 0x1F, 0x8B)) {
            return Compression.GZIP;
        }
        return begins(first, 0x28, 0xB5, 0x2F, 0xFD) ? Compression.ZSTD : Compression.NONE;
    }

    private static boolean begins(byte[] bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i == bytes.length || (bytes[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /// Its unpacked bytes, from the first; the caller closes them.
    InputStream open() throws IOException {
        InputStream in = bytes.open();
        try {
            return Unpacking.open(in, this::size, new Packing(packed, Packing.DEFAULT_MAX_EXPANSION));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private long size() {
        try {
            return bytes.size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The sample's size is not known", e);
        }
    }

    /// Its first unpacked bytes, `most` of them or less.
    byte[] beginning(int most) throws IOException {
        try (InputStream in = open()) {
            return in.readNBytes(most);
        }
    }
}
