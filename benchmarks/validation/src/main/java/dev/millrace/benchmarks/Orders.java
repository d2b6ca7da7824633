package dev.millrace.benchmarks;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/// Orders that are the same in every run: a stream of CSV or JSON Lines, made as it is read.
final class Orders extends InputStream {
    static final List<String> COLUMNS =
            List.of("id", "amount", "ratio", "day", "at", "clock", "active", "code", "name", "status");

    private static final int ROWS_AT_ONCE = 256;
    private static final long SEED = 20_261_104;

    private final Variant variant;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final OrderCells cells;
    private final Text text = new Text();
    private final long rows;
    private long row;
    private byte[] block;
    private int at;

    Orders(Variant variant, long rows) {
        this.variant = variant;
        this.rows = rows;
        this.cells = new OrderCells(random, variant.unicode());
        if (!variant.json()) {
            header();
        }
        block = text.take();
    }

    private void header() {
        for (int i = 0; i < COLUMNS.size() * variant.copies(); i++) {
            text.ascii(i == 0 ? "" : ",").ascii(variant.column(i));
        }
        text.ascii("\n");
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == block.length && row < rows) {
            nextBlock();
        }
        int read = Math.min(length, block.length - at);
        System.arraycopy(block, at, into, from, read);
        at += read;
        return read == 0 ? -1 : read;
    }

    private void nextBlock() {
        for (long end = Math.min(rows, row + ROWS_AT_ONCE); row < end; row++) {
            row(row + 1);
        }
        block = text.take();
        at = 0;
    }

    private void row(long id) {
        int columns = COLUMNS.size() * variant.copies();
        boolean bad = random.nextInt(1_000_000) < variant.badPerMillion();
        int badColumn = bad ? random.nextInt(columns) : -1;
        for (int i = 0; i < columns; i++) {
            int kind = i % COLUMNS.size();
            text.ascii(i > 0 ? "," : variant.json() ? "{" : "");
            if (variant.json()) {
                text.ascii("\"").ascii(variant.column(i)).ascii("\":");
            }
            boolean quoted = variant.json() ? cells.isJsonText(kind) || i == badColumn : variant.quoted();
            text.ascii(quoted ? "\"" : "");
            cells.write(kind, id, i == badColumn, text);
            text.ascii(quoted ? "\"" : "");
        }
        text.ascii(variant.json() ? "}\n" : "\n");
    }

    /// Text that is being written.
    static final class Text {
        private byte[] bytes = new byte[1 << 20];
        private int length;

        Text ascii(String text) {
            for (int i = 0; i < text.length(); i++) {
                bytes[length++] = (byte) text.charAt(i);
            }
            return this;
        }

        void utf8(String text) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(encoded, 0, bytes, length, encoded.length);
            length += encoded.length;
        }

        /// A number of exactly so many digits, with zeros before it.
        Text digits(long number, int digits) {
            long left = number;
            for (int i = digits - 1; i >= 0; i--) {
                bytes[length + i] = (byte) ('0' + left % 10);
                left /= 10;
            }
            length += digits;
            return this;
        }

        Text number(long number) {
            int digits = 1;
            for (long left = number; left >= 10; left /= 10) {
                digits++;
            }
            return digits(number, digits);
        }

        byte[] take() {
            byte[] taken = java.util.Arrays.copyOf(bytes, length);
            length = 0;
            // Room for the rows of one block, however wide.
            if (taken.length > bytes.length / 2) {
                bytes = new byte[bytes.length * 4];
            }
            return taken;
        }
    }
}
