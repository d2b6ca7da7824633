package dev.millrace.targets.lake.parquet;

import dev.millrace.judging.rows.Row;
import java.nio.ByteBuffer;
import java.util.List;

/// One row as bytes: its line, then for each column a 0 when it is null, else a 1 and the value. Used again for the
/// next row.
final class HeldRow {
    private static final int FIRST_BYTES = 1 << 12;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);

    /// The bytes of `row`, valid until the next call.
    ByteBuffer of(Row row, List<StoredColumn> columns) {
        bytes.clear();
        bytes.putLong(row.line());
        for (StoredColumn column : columns) {
            boolean isNull = row.isNull(column.index());
            room(1).put((byte) (isNull ? 0 : 1));
            if (!isNull) {
                column.value().hold(row, column.index(), this);
            }
        }
        return bytes.flip();
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    void putBytes(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
    }

    private ByteBuffer room(int needed) {
        if (bytes.remaining() < needed) {
            int size = Math.max(bytes.capacity() * 2, bytes.position() + needed);
            bytes = ByteBuffer.allocate(size).put(bytes.flip());
        }
        return bytes;
    }
}
