package dev.millrace.formats.parquet;

import static dev.millrace.formats.parquet.HostileParquet.good;
import static dev.millrace.formats.parquet.HostileParquet.h;
import static dev.millrace.formats.parquet.ParquetBytes.INT64;
import static dev.millrace.formats.parquet.ParquetBytes.allThere;
import static dev.millrace.formats.parquet.ParquetBytes.ascii;
import static dev.millrace.formats.parquet.ParquetBytes.join;
import static dev.millrace.formats.parquet.ParquetBytes.le32;
import static dev.millrace.formats.parquet.ParquetBytes.le64;
import static dev.millrace.formats.parquet.ParquetBytes.page;

import dev.millrace.formats.parquet.ParquetBytes.Column;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Footers that lie about where they are, and how much of what there is.
final class HostileParquetFooters {
    private static final int MIB = 1 << 20;

    private HostileParquetFooters() {}

    static Stream<HostileParquet> footers() {
        byte[] good = good();
        return Stream.of(
                h("H077", "a footer longer than the file", withLength(good.length), "more than there are"),
                h("H077", "a footer of -1 bytes", withLength(-1), "4294967295 bytes, more than there are"),
                h("H077", "a footer of 2 GB", withLength(Integer.MAX_VALUE), "2147483647 bytes, more than there are"),
                h("H077", "a footer of no bytes", withLength(0), "the footer ends too early"),
                h("H077", "a footer that is cut off", withLength(9), "the footer"),
                h("H077", "nothing but the magic bytes", ascii("PAR1PAR1"), "8 bytes, which is too short"),
                h("H077", "magic bytes and no footer", ascii("PAR1\0\0\0\0PAR1"), "the footer ends too early"),
                h("H077", "an encrypted footer", withMagic("PARE", "PARE"), "encrypted Parquet"),
                h("H077", "an end that is encrypted", withMagic("PAR1", "PARE"), "encrypted Parquet"),
                h("H077", "the end cut off", Arrays.copyOf(good, good.length - 20), "end with PAR1"),
                h("H077", "another beginning", withMagic("PAR2", "PAR1"), "begin with PAR1"),
                h("H077", "an encrypted column", encryptedColumn(), "the column is encrypted"),
                h(
                        "H077",
                        "17 MiB of footer",
                        ParquetBytes.file(new Thrift().binary(99, new byte[17 * MIB])),
                        "at most"));
    }

    private static byte[] encryptedColumn() {
        Thrift group = new Thrift()
                .structs(1, List.of(new Thrift().i64(2, 4).struct(8, new Thrift())))
                .i64(3, 2);
        return ParquetBytes.file(new Thrift()
                .structs(2, List.of(HostileParquetSchemas.root(1), HostileParquetSchemas.leaf("a")))
                .i64(3, 2)
                .structs(4, List.of(group)));
    }

    static Stream<HostileParquet> counts() {
        byte[] page = page(2, 0, join(allThere(2), le64(7), le64(8)));
        byte[] three = page(3, 0, join(allThere(3), le64(7), le64(8), le64(9)));
        return Stream.of(
                h(
                        "H078",
                        "a number of rows that is none of its row groups'",
                        new ParquetBytes(2)
                                .add(good("a"))
                                .footer(f -> f.i64(3, 1_000_000_000_000L))
                                .done(),
                        "1000000000000 rows, but its row groups have 2"),
                h(
                        "H078",
                        "fewer rows than its row groups have",
                        new ParquetBytes(2)
                                .add(good("a"))
                                .footer(f -> f.i64(3, 1))
                                .done(),
                        "1 rows, but its row groups have more"),
                h(
                        "H078",
                        "-1 rows",
                        new ParquetBytes(2)
                                .add(good("a"))
                                .footer(f -> f.i64(3, -1))
                                .done(),
                        "no number of rows"),
                h(
                        "H078",
                        "pages of fewer values than there are rows",
                        new ParquetBytes(5).add(Column.of("a", INT64, page)).done(),
                        "fewer values than its row group has rows"),
                h(
                        "H078",
                        "a page of more values than there are rows",
                        new ParquetBytes(2).add(Column.of("a", INT64, three)).done(),
                        "more values than its row group has rows"),
                h(
                        "H078",
                        "a page more than there are rows",
                        new ParquetBytes(2)
                                .add(Column.of("a", INT64, page, page))
                                .done(),
                        "more values than its row group has rows"),
                h(
                        "H078",
                        "a page that ends before its values do",
                        new ParquetBytes(3)
                                .add(Column.of("a", INT64, page(3, 0, join(allThere(3), le64(7)))))
                                .done(),
                        "a page ends too early"),
                h("H078", "a billion row groups", rowGroups(1_000_000_000), "the footer ends too early"),
                h("H078", "20,000 row groups", manyRowGroups(), "20000 row groups; at most 10000"),
                h("H078", "chunks outside the file", chunkAt(1L << 40, 10), "where the file has none"),
                h("H078", "chunks before the file", chunkAt(-5, 10), "where the file has none"),
                h("H078", "chunks of negative size", chunkAt(4, -1), "where the file has none"),
                h("H078", "chunks that overflow", chunkAt(Long.MAX_VALUE, Long.MAX_VALUE), "where the file has none"),
                h("H078", "a chunk that is the footer", chunkAt(4, 60), "where the file has none"),
                h("H078", "chunks that share their bytes", shared(), "more bytes than the file"));
    }

    private static byte[] rowGroups(long declared) {
        Thrift footer = new Thrift()
                .structs(2, List.of(HostileParquetSchemas.root(1), HostileParquetSchemas.leaf("a")))
                .structsBegin(4, declared);
        return ParquetBytes.file(ascii("PAR1"), footer.open());
    }

    private static byte[] manyRowGroups() {
        Thrift chunk = chunk(4, 0, 0);
        Thrift group = new Thrift().structs(1, List.of(chunk)).i64(3, 0);
        return ParquetBytes.file(new Thrift()
                .structs(2, List.of(HostileParquetSchemas.root(1), HostileParquetSchemas.leaf("a")))
                .i64(3, 0)
                .structs(4, Collections.nCopies(20_000, group)));
    }

    private static Thrift chunk(long start, long bytes, long values) {
        return new Thrift()
                .struct(
                        3,
                        new Thrift()
                                .i32(1, INT64)
                                .texts(3, List.of("a"))
                                .i32(4, 0)
                                .i64(5, values)
                                .i64(6, bytes)
                                .i64(7, bytes)
                                .i64(9, start));
    }

    private static byte[] chunkAt(long start, long bytes) {
        Thrift group = new Thrift().structs(1, List.of(chunk(start, bytes, 2))).i64(3, 2);
        return ParquetBytes.file(new Thrift()
                .structs(2, List.of(HostileParquetSchemas.root(1), HostileParquetSchemas.leaf("a")))
                .i64(3, 2)
                .structs(4, List.of(group)));
    }

    private static byte[] shared() {
        byte[] page = page(2, 0, join(allThere(2), le64(7), le64(8)));
        Thrift group =
                new Thrift().structs(1, List.of(chunk(4, page.length, 2))).i64(3, 2);
        Thrift footer = new Thrift()
                .structs(2, List.of(HostileParquetSchemas.root(1), HostileParquetSchemas.leaf("a")))
                .i64(3, 200)
                .structs(4, Collections.nCopies(100, group));
        return ParquetBytes.file(join(ascii("PAR1"), page), footer.done());
    }

    private static byte[] withLength(int length) {
        byte[] good = good();
        System.arraycopy(le32(length), 0, good, good.length - 8, 4);
        return good;
    }

    private static byte[] withMagic(String first, String last) {
        byte[] good = good();
        System.arraycopy(ascii(first), 0, good, 0, 4);
        System.arraycopy(ascii(last), 0, good, good.length - 4, 4);
        return good;
    }
}
