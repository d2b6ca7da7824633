package dev.millrace.formats.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A struct in Thrift's compact protocol, field by field in any order; it can say what is not true.
final class Thrift {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Thrift i32(int id, int value) {
        return field(id, I32).varint(zigzag(value));
    }

    Thrift i64(int id, long value) {
        return field(id, I64).varint(zigzag(value));
    }

    Thrift bool(int id, boolean value) {
        return field(id, value ? TRUE : FALSE);
    }

    Thrift text(int id, String value) {
        return binary(id, value.getBytes(StandardCharsets.UTF_8));
    }

    Thrift binary(int id, byte[] value) {
        return field(id, BINARY).varint(value.length).raw(value);
    }

    Thrift struct(int id, Thrift value) {
        return field(id, STRUCT).raw(value.done());
    }

    Thrift structs(int id, List<Thrift> values) {
        listOf(id, values.size(), STRUCT);
        values.forEach(value -> raw(value.done()));
        return this;
    }

    Thrift texts(int id, List<String> values) {
        listOf(id, values.size(), BINARY);
        for (String value : values) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            varint(utf8.length).raw(utf8);
        }
        return this;
    }

    /// The beginning of a list of structs that says how many it has, whatever follows.
    Thrift structsBegin(int id, long size) {
        return listOf(id, size, STRUCT);
    }

    private Thrift listOf(int id, long size, int type) {
        field(id, LIST);
        bytes.write(0xF0 | type);
        return varint(size);
    }

    /// Bytes as they are.
    Thrift raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    /// The bytes so far, without an end.
    byte[] open() {
        return bytes.toByteArray();
    }

    byte[] done() {
        byte[] open = open();
        byte[] done = new byte[open.length + 1];
        System.arraycopy(open, 0, done, 0, open.length);
        return done;
    }

    /// Every field says its number in full, so that they can come in any order.
    private Thrift field(int id, int type) {
        bytes.write(type);
        return varint(zigzag(id));
    }

    private Thrift varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
        return this;
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }
}
