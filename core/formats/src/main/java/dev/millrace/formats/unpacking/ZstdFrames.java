package dev.millrace.formats.unpacking;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Passes on the bytes of Zstandard (RFC 8878), and sees to it that they are whole frames, one after another, before
/// the library gets them: it would also unpack formats of before the standard.
final class ZstdFrames extends BulkStream {
    /// The greatest window: what is unpacked with must be kept in memory.
    static final long GREATEST_WINDOW = 128L << 20;

    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};

    /// The parts of a frame, but for the data in its blocks.
    private enum Part {
        MAGIC,
        SKIPPABLE_LENGTH,
        DESCRIPTOR,
        HEADER,
        BLOCK,
        CHECKSUM
    }

    private final PackedBytes in;
    private final ByteBuffer collected = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    private Part part = Part.MAGIC;
    private int needed = Integer.BYTES;
    private long skipped;
    private int descriptor;
    private boolean isFirst = true;

    ZstdFrames(PackedBytes in) {
        this.in = in;
    }

    /// Whether a file may be Zstandard.
    ///
    /// @param four its first four bytes, little-endian
    static boolean begins(int four) {
        return four == MAGIC || (four & ~0xF) == SKIPPABLE;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = in.read(into, from, length);
        if (count < 0 && (part != Part.MAGIC || collected.position() > 0 || skipped > 0)) {
            throw new PackingException("the file ends inside its Zstandard data");
        }
        pass(into, from, from + count);
        return count;
    }

    private void pass(byte[] bytes, int from, int to) throws PackingException {
        int at = from;
        while (at < to) {
            if (skipped > 0) {
                int count = (int) Math.min(skipped, to - at);
                skipped -= count;
                at += count;
                continue;
            }
            collected.put(bytes[at++]);
            if (collected.position() == needed) {
                take();
                collected.clear();
            }
        }
    }

    private void take() throws PackingException {
        switch (part) {
            case MAGIC -> takeMagic(collected.getInt(0));
            case SKIPPABLE_LENGTH -> {
                skipped = Integer.toUnsignedLong(collected.getInt(0));
                expect(Part.MAGIC, Integer.BYTES);
            }
            case DESCRIPTOR -> takeDescriptor(collected.get(0));
            case HEADER -> takeHeader();
            case BLOCK -> takeBlock(collected.getInt(0) & 0xFFFFFF);
            case CHECKSUM -> expect(Part.MAGIC, Integer.BYTES);
        }
    }

    private void expect(Part next, int bytes) {
        part = next;
        needed = bytes;
    }

    private void takeMagic(int magic) throws PackingException {
        if (magic == MAGIC) {
            expect(Part.DESCRIPTOR, 1);
        } else if ((magic & ~0xF) == SKIPPABLE) {
            expect(Part.SKIPPABLE_LENGTH, Integer.BYTES);
        } else {
            throw notZstd();
        }
        isFirst = false;
    }

    /// Says that no frame begins where one should.
    PackingException notZstd() {
        return new PackingException(
                isFirst
                        ? "the file is not packed with Zstandard, as millrace.compression says"
                        : "the file has bytes behind its Zstandard data");
    }

    private void takeDescriptor(byte flags) throws PackingException {
        descriptor = flags;
        if ((flags & 0x08) != 0) {
            throw new PackingException("the file has a Zstandard frame with flags that do not exist");
        }
        int bytes = (isSingleSegment() ? 0 : 1) + DICTIONARY_BYTES[flags & 3] + contentSizeBytes();
        expect(Part.HEADER, bytes);
    }

    private boolean isSingleSegment() {
        return (descriptor & 0x20) != 0;
    }

    private int contentSizeBytes() {
        int flag = (descriptor >> 6) & 3;
        return flag == 0 ? (isSingleSegment() ? 1 : 0) : 1 << flag;
    }

    private void takeHeader() throws PackingException {
        int at = isSingleSegment() ? 0 : 1;
        int dictionaryBytes = DICTIONARY_BYTES[descriptor & 3];
        if (number(at, dictionaryBytes) != 0) {
            throw new PackingException("the file needs a Zstandard dictionary to be unpacked");
        }
        long window = isSingleSegment() ? contentSize(at + dictionaryBytes) : window(collected.get(0) & 0xFF);
        if (window < 0 || window > GREATEST_WINDOW) {
            throw new PackingException("the file needs more than %d MiB of memory to be unpacked (its Zstandard window)"
                    .formatted(GREATEST_WINDOW >> 20));
        }
        expect(Part.BLOCK, 3);
    }

    private static long window(int exponentAndMantissa) {
        long base = 1L << (10 + (exponentAndMantissa >> 3));
        return base + base / 8 * (exponentAndMantissa & 7);
    }

    private long contentSize(int at) {
        int bytes = contentSizeBytes();
        return number(at, bytes) + (bytes == 2 ? 256 : 0);
    }

    private long number(int at, int bytes) {
        long number = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            number = (number << 8) | (collected.get(at + i) & 0xFF);
        }
        return number;
    }

    private void takeBlock(int header) throws PackingException {
        int type = (header >> 1) & 3;
        if (type == 3) {
            throw new PackingException("the file has Zstandard data that cannot be unpacked: unknown block");
        }
        // A block of type 1 is one byte, repeated.
        skipped = type == 1 ? 1 : header >> 3;
        boolean last = (header & 1) != 0;
        boolean hasChecksum = (descriptor & 4) != 0;
        if (last && hasChecksum) {
            expect(Part.CHECKSUM, Integer.BYTES);
        } else if (last) {
            expect(Part.MAGIC, Integer.BYTES);
        }
    }
}
