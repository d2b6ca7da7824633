package dev.millrace.formats.parquet;

import static dev.millrace.formats.parquet.HostileParquet.h;
import static dev.millrace.formats.parquet.ParquetBytes.INT64;
import static dev.millrace.formats.parquet.ParquetBytes.allThere;
import static dev.millrace.formats.parquet.ParquetBytes.dictionary;
import static dev.millrace.formats.parquet.ParquetBytes.filled;
import static dev.millrace.formats.parquet.ParquetBytes.join;
import static dev.millrace.formats.parquet.ParquetBytes.le32;
import static dev.millrace.formats.parquet.ParquetBytes.le64;
import static dev.millrace.formats.parquet.ParquetBytes.page;
import static dev.millrace.formats.parquet.ParquetBytes.pageV2;
import static dev.millrace.formats.parquet.ParquetBytes.repeat;
import static dev.millrace.formats.parquet.ParquetBytes.run;
import static dev.millrace.formats.parquet.ParquetBytes.text;

import com.github.luben.zstd.Zstd;
import dev.millrace.formats.parquet.ParquetBytes.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Pages that cannot be.
final class HostileParquetPages {
    private static final int SNAPPY = 1;
    private static final int GZIP = 2;
    private static final int ZSTD = 6;
    private static final int LZ4_RAW = 7;
    private static final int RLE_DICTIONARY = 8;
    private static final int MIB = 1 << 20;

    private HostileParquetPages() {}

    static HostileParquet paged(String text, byte[] page, String expected) {
        return h(
                "H079",
                text,
                new ParquetBytes(2).add(Column.of("a", INT64, page)).done(),
                expected);
    }

    private static HostileParquet packed(String text, int codec, int rows, byte[] page, String expected) {
        Column column = Column.of("a", INT64, page).packed(codec);
        return h("H079", text, new ParquetBytes(rows).add(column).done(), expected);
    }

    static Stream<HostileParquet> pages() {
        byte[] two = join(allThere(2), le64(7), le64(8));
        byte[] ids = join(allThere(2), new byte[] {3}, run(2, 5, 1));
        byte[] wide = join(allThere(2), new byte[] {(byte) 200}, run(2, 5, 1));
        byte[] seven = dictionary(1, le64(7), 8);
        return Stream.of(
                paged("a page of 2 GB", page(2, 0, two, Integer.MAX_VALUE), "2147483647 unpacked; at most 121634816"),
                paged("a page of -1 bytes", page(2, 0, two, -1), "a negative number of bytes"),
                paged("a page of -1 values", page(-1, 0, two), "how many values it has"),
                paged("a page that is not as long as it says", page(2, 0, two, two.length + 1), "but says"),
                paged("a page of no type", new Thrift().i32(2, 1).i32(3, 1).done(), "type that is not known: -1"),
                paged(
                        "a page longer than the column",
                        new Thrift().i32(1, 1).i32(2, 9).i32(3, 9).done(),
                        "last page ends"),
                paged("an encoding that there is not", page(2, 99, two), "encoding that is not known: 99"),
                paged("an encoding of other types", page(2, 6, two), "INT64 as DELTA_LENGTH_BYTE_ARRAY"),
                paged("no dictionary", page(2, RLE_DICTIONARY, ids), "there is none before it"),
                paged(
                        "a number that the dictionary has not",
                        join(seven, page(2, 8, ids)),
                        "value 5 of a dictionary of 1"),
                paged("numbers of 200 bits", join(seven, page(2, 8, wide)), "numbers of 200 bits"),
                paged("two dictionaries", join(seven, seven, page(2, 8, ids)), "a second dictionary"),
                paged(
                        "a dictionary of a billion",
                        join(dictionary(1_000_000_000, le64(7), 8)),
                        "more than it can have"),
                paged("levels longer than the page", page(2, 0, join(le32(1_000), two)), "a page ends too early"),
                paged(
                        "a run of four billion",
                        page(2, 0, join(le32(6), run(1L << 31, 1, 1), le64(7))),
                        "ends too early"),
                paged("another checksum", withCrc(two), "their checksum is another"),
                paged(
                        "a level that was changed, so that a value is left over",
                        page(2, 0, join(le32(4), run(1, 0, 1), run(1, 1, 1), le64(7), le64(8))),
                        "a page is damaged: it has bytes behind the last of its 2 values"),
                paged(
                        "levels of more values than there are",
                        page(2, 0, join(le32(2), run(3, 1, 1), le64(7), le64(8))),
                        "a page is damaged: it has bytes behind the last of its 2 values"),
                paged(
                        "another number of missing values than it says",
                        pageV2(2, 1, new byte[0], run(2, 1, 1), join(le64(7), le64(8))),
                        "a page is damaged: it says that 1 of its values are missing, but 0 are"),
                h(
                        "H079",
                        "another number of missing values than the footer says",
                        new ParquetBytes(2)
                                .add(Column.of("a", INT64, page(2, 0, two)).stating(new Thrift().i64(3, 1)))
                                .done(),
                        "1 values of the column are missing in a row group, but its pages miss 0"));
    }

    private static byte[] withCrc(byte[] body) {
        Thrift data = new Thrift().i32(1, 2).i32(2, 0).i32(3, 3);
        return join(
                new Thrift()
                        .i32(1, 0)
                        .i32(2, body.length)
                        .i32(3, body.length)
                        .i32(4, 42)
                        .struct(5, data)
                        .done(),
                body);
    }

    static Stream<HostileParquet> codecs() {
        byte[] junk = filled(0x1F, 0x8B, 1_000);
        return Stream.of(
                packed("LZO", 3, 2, page(2, 0, junk), "compressed with LZO; what is read is"),
                packed("Brotli", 4, 2, page(2, 0, junk), "compressed with BROTLI; what is read is"),
                packed("LZ4 of Hadoop", 5, 2, page(2, 0, junk), "compressed with LZ4; what is read is"),
                packed("a codec that there is not", 88, 2, page(2, 0, junk), "codec that is not known: 88"),
                packed("Snappy that is none", SNAPPY, 2, page(2, 0, junk, 100), "a page is no SNAPPY"),
                packed("gzip that is none", GZIP, 2, page(2, 0, junk, 100), "a page is no GZIP"),
                packed("zstd that is none", ZSTD, 2, page(2, 0, junk, 100), "a page is no ZSTD"),
                packed("LZ4 that is none", LZ4_RAW, 2, page(2, 0, junk, 100), "a page is no LZ4_RAW"),
                packed("a million empty gzips", GZIP, 2, page(2, 0, emptyGzips(), 8), "a page is no GZIP"),
                packed("zstd of more than is said", ZSTD, 2, page(2, 0, Zstd.compress(new byte[MIB]), 20), "no ZSTD"),
                packed("gzip of more than is said", GZIP, 2, page(2, 0, gzip(new byte[MIB]), 20), "no GZIP"),
                packed("gzip of less than is said", GZIP, 2, page(2, 0, gzip(new byte[10]), 20), "no GZIP"));
    }

    private static byte[] emptyGzips() {
        return repeat(gzip(new byte[0]), 1_000_000);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
