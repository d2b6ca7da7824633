package dev.millrace.formats.parquet;

import dev.millrace.judging.bytes.FileBytes;
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
    private int valuesOfPage;
    private int nullsOfPage = -1;
    private int nullsInPage;
    private long nullsOfChunk = -1;
    private long nullsInChunk;

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
        nullsOfChunk = leaf.optional() ? chunk.nulls() : -1;
        nullsInChunk = 0;
        nullsInPage = 0;
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
            nullsInPage++;
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

    /// Ends a page, whose bytes must be used up and whose missing values as many as it says: else a level or a value
    /// is another one than was written.
    private void endPage() throws BadParquet {
        if (values == null) {
            return;
        }
        if ((levels != null && !levels.isUsedUp()) || !values.isUsedUp()) {
            throw new BadParquet(
                    "a page is damaged: it has bytes behind the last of its %d values".formatted(valuesOfPage));
        }
        if (nullsOfPage >= 0 && nullsOfPage != nullsInPage) {
            throw new BadParquet("a page is damaged: it says that %d of its values are missing, but %d are"
                    .formatted(nullsOfPage, nullsInPage));
        }
        nullsInChunk += nullsInPage;
        nullsInPage = 0;
    }

    /// Ends a row group, which must have no more values.
    void finish() throws BadParquet, IOException {
        int more = leftInPage;
        if (more == 0) {
            endPage();
        }
        while (more == 0 && bytes.left() > 0) {
            PageHeader header = bytes.header();
            bytes.skip(header.packedBytes());
            more = Math.max(0, header.kind() == PageHeader.Kind.DICTIONARY ? 0 : header.values());
        }
        if (more > 0) {
            throw new BadParquet("the column's pages have more values than its row group has rows");
        }
        if (nullsOfChunk >= 0 && nullsOfChunk != nullsInChunk) {
            throw new BadParquet(
                    "the footer says that %d values of the column are missing in a row group, but its pages miss %d"
                            .formatted(nullsOfChunk, nullsInChunk));
        }
    }

    private void nextPage() throws BadParquet, IOException {
        if (bytes.left() == 0) {
            throw new BadParquet("the column's pages have fewer values than its row group has rows");
        }
        endPage();
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
        begin(header, start, -1);
    }

    private void dataV2(PageHeader header) throws BadParquet, IOException {
        page = unpack(header, page);
        int start = header.repetitionBytes();
        levels = leaf.optional() ? new RunDecoder(page, start, header.unpackedBytes(), 1) : null;
        begin(header, header.unpackedBytes(), leaf.optional() ? header.nulls() : -1);
    }

    /// @param nulls how many values are missing, as the page says; -1 when it does not say it
    private void begin(PageHeader header, int start, int nulls) throws BadParquet {
        values = decoder(header, start);
        valuesOfPage = header.values();
        leftInPage = valuesOfPage;
        nullsOfPage = nulls;
    }

    /// Reads the page and unpacks it into `into`, or an array in its place.
    private byte[] unpack(PageHeader header, byte[] into) throws BadParquet, IOException {
        memory.unpacked(header.bytes());
        byte[] unpacked = memory.room(into, header.bytes());
        int levelBytes = header.unpackedBytes();
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
            crc.update(levels, 0, header.unpackedBytes());
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
