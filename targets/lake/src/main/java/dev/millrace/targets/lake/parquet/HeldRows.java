package dev.millrace.targets.lake.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Rows of one partition that wait for their row group, as bytes.
///
/// Parquet's column writers take kilobytes for each column, however few values they have; a hundred partitions of a
/// wide table would not fit the memory of a Lambda function. Bytes take what they take.
final class HeldRows {
    private static final int SLAB_BYTES = 1 << 15;

    private final List<ByteBuffer> slabs = new ArrayList<>();
    private long bytes;
    private long count;

    /// Copies a row, and answers how many bytes more are now in use.
    long add(ByteBuffer row) {
        long before = bytes;
        if (slabs.isEmpty() || slabs.get(slabs.size() - 1).remaining() < row.remaining()) {
            ByteBuffer slab = ByteBuffer.allocate(Math.max(SLAB_BYTES, row.remaining()));
            slabs.add(slab);
            bytes += slab.capacity();
        }
        slabs.get(slabs.size() - 1).put(row);
        count++;
        return bytes - before;
    }

    /// How many bytes are in use.
    long bytes() {
        return bytes;
    }

    long count() {
        return count;
    }

    /// The rows in their order, some in each buffer.
    List<ByteBuffer> slabs() {
        return slabs.stream().map(slab -> slab.duplicate().flip()).toList();
    }

    void clear() {
        slabs.clear();
        bytes = 0;
        count = 0;
    }
}
