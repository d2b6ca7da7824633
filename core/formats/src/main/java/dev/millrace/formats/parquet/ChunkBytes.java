package dev.millrace.formats.parquet;

import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The bytes of a column's pages in a row group, from first to last, read ahead by some.
final class ChunkBytes {
    private static final int LIKELY_HEADER = 512;
    private static final int LARGEST_HEADER = 1 << 20;

    private final FileBytes file;
    private final Memory memory;
    private byte[] buffer = {};
    private int start;
    private int limit;
    private long position;
    private long end;

    ChunkBytes(FileBytes file, Memory memory, int readAhead) throws BadParquet {
        this.file = file;
        this.memory = memory;
        this.buffer = memory.room(buffer, readAhead);
    }

    void open(ColumnChunk chunk) {
        start = 0;
        limit = 0;
        position = chunk.start();
        end = chunk.end();
    }

    /// How many bytes there are yet.
    long left() {
        return end - position + limit - start;
    }

    /// Reads the header of the next page, whose bytes are all there.
    PageHeader header() throws BadParquet, IOException {
        PageHeader header = null;
        for (int wanted = LIKELY_HEADER; header == null; wanted *= 4) {
            fill(wanted);
            header = headerInBuffer();
        }
        if (header.packedBytes() > left()) {
            throw BadParquet.endsEarly("the column's last page");
        }
        return header;
    }

    /// Null when more bytes are needed.
    private @Nullable PageHeader headerInBuffer() throws BadParquet {
        PageHeader.Reader reader = new PageHeader.Reader(buffer, start, limit);
        try {
            PageHeader header = reader.read();
            start = reader.position();
            return header;
        } catch (BadParquet e) {
            if (e.endsEarly() && position < end && limit - start < LARGEST_HEADER) {
                return null;
            }
            throw e;
        }
    }

    /// Makes the buffer have `wanted` bytes, or all that are left.
    private void fill(int wanted) throws BadParquet, IOException {
        int there = limit - start;
        if (there >= wanted || position == end) {
            return;
        }
        byte[] old = buffer;
        buffer = memory.room(old, wanted);
        System.arraycopy(old, start, buffer, 0, there);
        int more = (int) Math.min(buffer.length - there, end - position);
        file.read(position, buffer, there, more);
        position += more;
        start = 0;
        limit = there + more;
    }

    /// Reads the next `length` bytes, which are there.
    void read(byte[] into, int from, int length) throws IOException {
        int buffered = Math.min(length, limit - start);
        System.arraycopy(buffer, start, into, from, buffered);
        start += buffered;
        if (buffered < length) {
            file.read(position, into, from + buffered, length - buffered);
            position += length - buffered;
        }
    }

    /// Passes the next `length` bytes, which are there.
    void skip(int length) {
        int buffered = Math.min(length, limit - start);
        start += buffered;
        position += length - buffered;
    }
}
