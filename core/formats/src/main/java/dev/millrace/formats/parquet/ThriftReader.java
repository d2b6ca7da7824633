package dev.millrace.formats.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads Thrift's compact protocol, strictly: what is declared must be there, and nesting has an end.
///
/// Whoever reads a field or an element asks for its value; one that nobody asks for is passed over. Nothing is
/// allocated but the texts that are asked for, and these are in the bytes.
final class ThriftReader {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int UUID = 13;
    private static final int DEEPEST = 32;

    private final String what;
    private final byte[] bytes;
    private final int end;
    private int at;
    private int depth;
    private int type;
    private boolean pending;

    /// Takes a field of a struct, or passes it over.
    @FunctionalInterface
    interface Field {
        void read(int id) throws BadParquet;
    }

    /// Takes an element of a list, or passes it over.
    @FunctionalInterface
    interface Element {
        void read() throws BadParquet;
    }

    /// @param what is read, for messages, such as `the footer`
    /// @param end where the bytes end (excluded)
    ThriftReader(String what, byte[] bytes, int start, int end) {
        this.what = what;
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /// Where the next byte is.
    int position() {
        return at;
    }

    /// Reads the struct that all the bytes begin with.
    void topStruct(Field field) throws BadParquet {
        fields(field);
    }

    /// Reads the struct that the field or element is.
    void struct(Field field) throws BadParquet {
        take(STRUCT);
        fields(field);
    }

    private void fields(Field field) throws BadParquet {
        enter();
        int id = 0;
        for (int head = u8(); head != 0; head = u8()) {
            id = head >>> 4 == 0 ? (int) zigzag(3) : id + (head >>> 4);
            type = head & 15;
            pending = true;
            int own = type;
            field.read(id);
            if (pending) {
                skip(own);
            }
        }
        depth--;
        pending = false;
    }

    /// Reads the list that the field or element is.
    ///
    /// @return how many elements it has
    int list(int most, String elements, Element element) throws BadParquet {
        if (type == SET) {
            type = LIST;
        }
        take(LIST);
        enter();
        int head = u8();
        int own = head & 15;
        int size = size(head);
        if (size > most) {
            throw new BadParquet("%s has %d %s; at most %d are read".formatted(what, size, elements, most));
        }
        for (int i = 0; i < size; i++) {
            type = own;
            pending = true;
            element.read();
            if (pending) {
                skip(own);
            }
        }
        depth--;
        pending = false;
        return size;
    }

    boolean bool() throws BadParquet {
        if (type == TRUE || type == FALSE) {
            pending = false;
            return type == TRUE;
        }
        throw wrongType();
    }

    int i8() throws BadParquet {
        take(BYTE);
        return (byte) u8();
    }

    int i32() throws BadParquet {
        take(I32);
        return (int) zigzag(5);
    }

    long i64() throws BadParquet {
        take(I64);
        return zigzag(10);
    }

    byte[] binary() throws BadParquet {
        take(BINARY);
        int length = length();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /// What is no UTF-8 is replaced: such a text equals none of a contract.
    String text() throws BadParquet {
        return new String(binary(), StandardCharsets.UTF_8);
    }

    private void take(int expected) throws BadParquet {
        if (type != expected || !pending) {
            throw wrongType();
        }
        pending = false;
    }

    private BadParquet wrongType() {
        return new BadParquet("%s is broken: a field has the wrong type".formatted(what));
    }

    private void enter() throws BadParquet {
        depth++;
        if (depth > DEEPEST) {
            throw new BadParquet("%s is nested too deeply".formatted(what));
        }
    }

    private int u8() throws BadParquet {
        if (at >= end) {
            throw BadParquet.endsEarly(what);
        }
        return bytes[at++] & 0xFF;
    }

    private long varint(int mostBytes) throws BadParquet {
        long value = 0;
        for (int i = 0; i < mostBytes; i++) {
            int b = u8();
            value |= (long) (b & 0x7F) << (7 * i);
            if (b < 0x80) {
                return value;
            }
        }
        throw new BadParquet("%s is broken: a number has too many digits".formatted(what));
    }

    private long zigzag(int mostBytes) throws BadParquet {
        long value = varint(mostBytes);
        return (value >>> 1) ^ -(value & 1);
    }

    private int length() throws BadParquet {
        long length = varint(5);
        if (length > end - at) {
            throw BadParquet.endsEarly(what);
        }
        return (int) length;
    }

    /// Each element has one byte at least.
    private int size(int head) throws BadParquet {
        if (head >>> 4 < 15) {
            return head >>> 4;
        }
        return length();
    }

    private void skip(int skipped) throws BadParquet {
        type = skipped;
        pending = true;
        switch (skipped) {
            case TRUE, FALSE -> pending = false;
            case BYTE -> pass(1);
            case I16, I32, I64 -> varint(10);
            case DOUBLE -> pass(8);
            case BINARY -> pass(length());
            case LIST, SET -> skipList();
            case MAP -> skipMap();
            case STRUCT -> struct(id -> {});
            case UUID -> pass(16);
            default -> throw new BadParquet("%s is broken: a field has a type that is not known".formatted(what));
        }
        pending = false;
    }

    private void skipList() throws BadParquet {
        enter();
        int head = u8();
        int size = size(head);
        for (int i = 0; i < size; i++) {
            skipElement(head & 15);
        }
        depth--;
    }

    private void skipMap() throws BadParquet {
        enter();
        int size = length();
        if (size > 0) {
            int types = u8();
            for (int i = 0; i < size; i++) {
                skipElement(types >>> 4);
                skipElement(types & 15);
            }
        }
        depth--;
    }

    /// A truth value has a byte of its own where it is no field.
    private void skipElement(int element) throws BadParquet {
        skip(element == TRUE || element == FALSE ? BYTE : element);
    }

    private void pass(int count) throws BadParquet {
        if (count > end - at) {
            throw BadParquet.endsEarly(what);
        }
        at += count;
    }
}
