package dev.millrace.formats.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// A Parquet file made byte by byte, of which every part can be made to lie.
///
/// Without more said it has one row group; columns are optional INT64 without any meaning, and have the pages that they
/// are given.
final class ParquetBytes {
    static final int BOOLEAN = 0;
    static final int INT32 = 1;
    static final int INT64 = 2;
    static final int INT96 = 3;
    static final int DOUBLE = 5;
    static final int BYTE_ARRAY = 6;
    static final int FIXED = 7;

    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
    private final List<Thrift> schema = new ArrayList<>();
    private final List<Thrift> chunks = new ArrayList<>();
    private final long rows;
    private UnaryOperator<Thrift> footer = made -> made;

    ParquetBytes(long rows) {
        this.rows = rows;
        pages.writeBytes(ascii("PAR1"));
    }

    /// A column of the schema: what else is said of it, and its pages.
    record Column(String name, int type, Thrift element, int codec, Thrift statistics, List<byte[]> pages) {
        static Column of(String name, int type, byte[]... pages) {
            return new Column(name, type, new Thrift(), 0, new Thrift(), List.of(pages));
        }

        Column with(Thrift more) {
            return new Column(name, type, more, codec, statistics, pages);
        }

        Column packed(int by) {
            return new Column(name, type, element, by, statistics, pages);
        }

        Column stating(Thrift stated) {
            return new Column(name, type, element, codec, stated, pages);
        }
    }

    ParquetBytes add(Column column) {
        long start = pages.size();
        for (byte[] page : column.pages()) {
            pages.writeBytes(page);
        }
        schema.add(element(column));
        Thrift described = new Thrift()
                .i32(1, column.type())
                .texts(3, List.of(column.name()))
                .i32(4, column.codec())
                .i64(5, rows)
                .i64(6, pages.size() - start)
                .i64(7, pages.size() - start)
                .i64(9, start)
                .struct(12, column.statistics());
        chunks.add(new Thrift().i64(2, start).struct(3, described));
        return this;
    }

    private static Thrift element(Column column) {
        return new Thrift()
                .raw(column.element().open())
                .i32(1, column.type())
                .i32(3, 1)
                .text(4, column.name());
    }

    /// Says more in the footer; what is said twice counts as it is said last.
    ParquetBytes footer(UnaryOperator<Thrift> more) {
        footer = more;
        return this;
    }

    byte[] done() {
        Thrift root = new Thrift().text(4, "schema").i32(5, schema.size());
        List<Thrift> elements = new ArrayList<>(List.of(root));
        elements.addAll(schema);
        Thrift group = new Thrift().structs(1, chunks).i64(2, pages.size()).i64(3, rows);
        Thrift made = new Thrift().i32(1, 1).structs(2, elements).i64(3, rows).structs(4, List.of(group));
        return file(pages.toByteArray(), footer.apply(made).done());
    }

    /// Pages, which begin with the magic bytes, and a footer.
    static byte[] file(byte[] pages, byte[] footer) {
        return join(pages, footer, le32(footer.length), ascii("PAR1"));
    }

    /// A file that is nothing but a footer.
    static byte[] file(Thrift footer) {
        return file(ascii("PAR1"), footer.done());
    }

    /// A page of data of version 1.
    static byte[] page(int values, int encoding, byte[] body) {
        return page(values, encoding, body, body.length);
    }

    /// A page of data of version 1 that says how many bytes it has unpacked.
    static byte[] page(int values, int encoding, byte[] body, int unpacked) {
        Thrift data = new Thrift().i32(1, values).i32(2, encoding).i32(3, 3).i32(4, 3);
        return join(
                new Thrift()
                        .i32(1, 0)
                        .i32(2, unpacked)
                        .i32(3, body.length)
                        .struct(5, data)
                        .done(),
                body);
    }

    /// A page of data of version 2, that is not packed.
    ///
    /// @param nulls how many values it says are missing
    static byte[] pageV2(int values, int nulls, byte[] repetition, byte[] levels, byte[] body) {
        Thrift data = new Thrift()
                .i32(1, values)
                .i32(2, nulls)
                .i32(3, values)
                .i32(4, 0)
                .i32(5, levels.length)
                .i32(6, repetition.length)
                .bool(7, false);
        byte[] all = join(repetition, levels, body);
        return join(
                new Thrift()
                        .i32(1, 3)
                        .i32(2, all.length)
                        .i32(3, all.length)
                        .struct(8, data)
                        .done(),
                all);
    }

    /// A page of dictionary values.
    static byte[] dictionary(int values, byte[] body, int unpacked) {
        Thrift dictionary = new Thrift().i32(1, values).i32(2, 0);
        return join(
                new Thrift()
                        .i32(1, 2)
                        .i32(2, unpacked)
                        .i32(3, body.length)
                        .struct(7, dictionary)
                        .done(),
                body);
    }

    /// The levels of `values` values of which none is missing, as one run after its length.
    static byte[] allThere(long values) {
        byte[] run = run(values, 1, 1);
        return join(le32(run.length), run);
    }

    /// A run of equal numbers of `bytes` bytes.
    static byte[] run(long count, int number, int bytes) {
        byte[] repeated = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            repeated[i] = (byte) (number >> (8 * i));
        }
        return join(varint(count << 1), repeated);
    }

    static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long left = value;
        for (; (left & ~0x7FL) != 0; left >>>= 7) {
            bytes.write((int) (left & 0x7F) | 0x80);
        }
        bytes.write((int) left);
        return bytes.toByteArray();
    }

    static byte[] le32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static byte[] le64(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    /// A text after its length.
    static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return join(le32(utf8.length), utf8);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /// Bytes that are all alike but for the first.
    static byte[] filled(int first, int rest, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) rest);
        bytes[0] = (byte) first;
        return bytes;
    }

    static byte[] repeat(byte[] bytes, int times) {
        byte[][] parts = new byte[times][];
        Arrays.fill(parts, bytes);
        return join(parts);
    }
}
