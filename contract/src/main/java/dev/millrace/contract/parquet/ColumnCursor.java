package dev.millrace.contract.parquet;

import dev.millrace.contract.reading.FileBytes;
import java.io.IOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Goes through the values of a column, a page at a time. Used again for the next row group.
final class ColumnCursor {
    private final Leaf leaf;
    private final Memory memory;
    private final Scratch scratch;
    private final ChunkBytes bytes;
    private Codec codec = Codec.UNCOMPRESSED;
    private byte[] page = {};
    private byte[] dictionaryPage = {};
    private @Nullable Dictionary dictionary;
    private @Nullable RunDecoder levels;
    private @Nullable ValueDecoder values;
    private int leftInPage;

    /// Where packed pages are kept until they are unpacked; one for all columns.
    static final class Scratch {
        private byte[] packed = {};

        byte[] room(int length, Memory memory) throws BadParquet {
            packed = memory.room(packed, length);
            return packed;
        }
    }

    /// @param readAhead how many bytes are read at once
    ColumnCursor(Leaf leaf, FileBytes file, Memory memory, Scratch scratch, int readAhead) throws BadParquet {
        this.leaf = leaf;
        this.memory = memory;
        this.scratch = scratch;
        this.bytes = new ChunkBytes(file, memory, readAhead);
    }

    /// Goes before the first value of a row group.
    void open(ColumnChunk chunk) throws BadParquet {
        codec = Codec.of(chunk.codec());
        bytes.open(chunk);
        leftInPage = 0;
        forget();
        memory.release(dictionary == null ? 0 : dictionary.bytes());
        dictionary = null;
    }

    private void forget() {
        memory.release(values instanceof DeltaPrefixDecoder prefixes ? prefixes.heldBytes() : 0);
        values = null;
        levels = null;
    }

    /// Goes to the next row; whether it has a value.
    boolean next() throws BadParquet, IOException {
        while (leftInPage == 0) {
            nextPage();
        }
        leftInPage--;
        if (levels != null && levels.next() == 0) {
            return false;
        }
        ValueDecoder decoder = value();
        decoder.next();
        if (decoder.repeats()) {
            memory.unpacked(decoder.length());
        }
        return true;
    }

    /// The value that [#next()] went to.
    ValueDecoder value() {
        if (values == null) {
            throw new IllegalStateException("Before the first value");
        }
        return values;
    }

    /// Ends a row group, which must have no more values.
    void finish() throws BadParquet, IOException {
        int more = leftInPage;
        while (more == 0 && bytes.left() > 0) {
            PageHeader header = bytes.header();
            bytes.skip(header.packedBytes());
            more = Math.max(0, header.kind() == PageHeader.Kind.DICTIONARY ? 0 : header.values());
        }
        if (more > 0) {
            throw new BadParquet("the column's pages have more values than its row group has rows");
        }
    }

    private void nextPage() throws BadParquet, IOException {
        if (bytes.left() == 0) {
            throw new BadParquet("the column's pages have fewer values than its row group has rows");
        }
        forget();
        PageHeader header = bytes.header();
        switch (header.kind()) {
            case DICTIONARY -> dictionary(header);
            case DATA -> data(header);
            case DATA_V2 -> dataV2(header);
            case OTHER -> bytes.skip(header.packedBytes());
        }
    }

    private void dictionary(PageHeader header) throws BadParquet, IOException {
        Encoding encoding = Encoding.of(header.encoding());
        if (dictionary != null || (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY)) {
            throw new BadParquet(
                    "the column has a second dictionary, or one that is written as %s".formatted(encoding));
        }
        dictionaryPage = unpack(header, dictionaryPage);
        dictionary = new Dictionary(leaf, header.values(), dictionaryPage, header.bytes(), memory);
    }

    private void data(PageHeader header) throws BadParquet, IOException {
        page = unpack(header, page);
        int start = 0;
        if (leaf.optional()) {
            if (Encoding.of(header.levelEncoding()) != Encoding.RLE) {
                throw new BadParquet("a page says which values are missing in a way that is not read (BIT_PACKED)");
            }
            levels = RunBooleanDecoder.lengthFirst(page, 0, header.bytes());
            start = RunBooleanDecoder.endAfterLength(page, 0, header.bytes());
        }
        values = decoder(header, start);
        leftInPage = header.values();
    }

    private void dataV2(PageHeader header) throws BadParquet, IOException {
        page = unpack(header, page);
        levels = leaf.optional() ? new RunDecoder(page, 0, header.levelBytes(), 1) : null;
        values = decoder(header, header.levelBytes());
        leftInPage = header.values();
    }

    /// Reads the page and unpacks it into `into`, or an array in its place.
    private byte[] unpack(PageHeader header, byte[] into) throws BadParquet, IOException {
        memory.unpacked(header.bytes());
        byte[] unpacked = memory.room(into, header.bytes());
        int levelBytes = header.levelBytes();
        int packedBytes = header.packedBytes() - levelBytes;
        boolean packed = codec != Codec.UNCOMPRESSED && header.packed() && packedBytes > 0;
        if (!packed && header.packedBytes() != header.bytes()) {
            throw new BadParquet("a page that is not packed has %d bytes, but says %d"
                    .formatted(header.packedBytes(), header.bytes()));
        }
        bytes.read(unpacked, 0, levelBytes);
        byte[] body = packed ? scratch.room(packedBytes, memory) : unpacked;
        int start = packed ? 0 : levelBytes;
        bytes.read(body, start, packedBytes);
        checkCrc(header, unpacked, body, start, packedBytes);
        if (packed) {
            codec.unpack(body, packedBytes, unpacked, levelBytes, header.bytes());
        }
        return unpacked;
    }

    private static void checkCrc(PageHeader header, byte[] levels, byte[] body, int start, int length)
            throws BadParquet {
        if (header.crc() != null) {
            CRC32 crc = new CRC32();
            crc.update(levels, 0, header.levelBytes());
            crc.update(body, start, length);
            if ((int) crc.getValue() != header.crc()) {
                throw new BadParquet("a page's bytes are not those that were written: their checksum is another");
            }
        }
    }

    private ValueDecoder decoder(PageHeader header, int start) throws BadParquet {
        Encoding encoding = Encoding.of(header.encoding());
        if (!encoding.fits(leaf)) {
            throw new BadParquet("a page has values of %s as %s".formatted(leaf.type(), encoding));
        }
        int end = header.bytes();
        if (start == end) {
            // All values are missing; some writers leave out what else belongs to an encoding.
            return new PlainDecoder(leaf, page, start, end);
        }
        return switch (encoding) {
            case PLAIN -> new PlainDecoder(leaf, page, start, end);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> new Dictionary.Decoder(dictionary, page, start, end);
            case DELTA_BINARY_PACKED -> new DeltaWholeDecoder(leaf, page, start, end, header.values());
            case DELTA_LENGTH_BYTE_ARRAY -> new DeltaTextDecoder(page, start, end, header.values());
            case DELTA_BYTE_ARRAY -> new DeltaPrefixDecoder(leaf, page, start, end, header.values(), memory);
            case BYTE_STREAM_SPLIT -> new SplitDecoder(leaf, page, start, end);
            default -> new RunBooleanDecoder(page, start, end);
        };
    }
}
