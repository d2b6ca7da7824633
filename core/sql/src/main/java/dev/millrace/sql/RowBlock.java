package dev.millrace.sql;

import dev.millrace.judging.rows.Row;
import dev.millrace.sql.TableShape.TableColumn;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Rows on their way to the worker, several at once.
final class RowBlock {
    private static final int FULL = 1 << 16;
    private static final int LONGEST_NUMBER = 1 + 2 * Long.BYTES;

    private final TableShape shape;
    private ByteBuffer bytes = ByteBuffer.allocate(2 * FULL);

    RowBlock(TableShape shape) {
        this.shape = shape;
    }

    void add(Row row) {
        for (TableColumn column : shape.columns()) {
            grow(LONGEST_NUMBER);
            if (row.isNull(column.index())) {
                bytes.put(Kind.NO_VALUE);
            } else {
                bytes.put(Kind.VALUE);
                put(row, column);
            }
        }
        if (shape.columns().isEmpty()) {
            grow(1);
            bytes.put(Kind.NO_VALUE);
        }
    }

    private void put(Row row, TableColumn column) {
        switch (column.kind().form()) {
            case LONG -> bytes.putLong(row.longValue(column.index()));
            case DOUBLE -> bytes.putDouble(row.doubleValue(column.index()));
            case TWO_LONGS -> {
                BigInteger unscaled = row.decimalValue(column.index()).unscaledValue();
                bytes.putLong(unscaled.longValue())
                        .putLong(unscaled.shiftRight(Long.SIZE).longValue());
            }
            case TEXT -> {
                byte[] text = row.stringValue(column.index()).getBytes(StandardCharsets.UTF_8);
                grow(Integer.BYTES + text.length);
                bytes.putInt(text.length).put(text);
            }
        }
    }

    private void grow(int more) {
        if (bytes.remaining() < more) {
            int needed = Math.max(2 * bytes.capacity(), bytes.position() + more);
            bytes = ByteBuffer.allocate(needed).put(bytes.flip());
        }
    }

    boolean isFull() {
        return bytes.position() >= FULL;
    }

    boolean isEmpty() {
        return bytes.position() == 0;
    }

    /// Writes all rows, and is empty then.
    void sendTo(DataOutputStream worker) throws IOException {
        worker.writeByte(Frame.ROWS);
        worker.writeInt(bytes.position());
        worker.write(bytes.array(), 0, bytes.position());
        bytes = bytes.capacity() > 2 * FULL ? ByteBuffer.allocate(2 * FULL) : bytes.clear();
    }
}
