package dev.millrace.formats.parquet;

import static dev.millrace.formats.parquet.HostileParquet.h;
import static dev.millrace.formats.parquet.ParquetBytes.BYTE_ARRAY;
import static dev.millrace.formats.parquet.ParquetBytes.INT64;
import static dev.millrace.formats.parquet.ParquetBytes.allThere;
import static dev.millrace.formats.parquet.ParquetBytes.dictionary;
import static dev.millrace.formats.parquet.ParquetBytes.join;
import static dev.millrace.formats.parquet.ParquetBytes.le32;
import static dev.millrace.formats.parquet.ParquetBytes.le64;
import static dev.millrace.formats.parquet.ParquetBytes.page;
import static dev.millrace.formats.parquet.ParquetBytes.repeat;
import static dev.millrace.formats.parquet.ParquetBytes.run;
import static dev.millrace.formats.parquet.ParquetBytes.text;
import static dev.millrace.formats.parquet.ParquetBytes.varint;

import com.github.luben.zstd.Zstd;
import dev.millrace.formats.parquet.ParquetBytes.Column;
import dev.millrace.judging.bytes.FileBytes;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Pages that make much of little.
final class HostileParquetBombs {
    private static final ParquetCase A = ParquetCase.of("a integer");
    private static final ParquetCase S = ParquetCase.of("s string");
    private static final int ZSTD = 6;
    private static final int RLE_DICTIONARY = 8;
    private static final int DELTA = 5;
    private static final int DELTA_PREFIX = 7;
    private static final int MIB = 1 << 20;

    private HostileParquetBombs() {}

    static Stream<HostileParquet> bombs() {
        int billion = 1_000_000_000;
        byte[] nulls = run(billion, 0, 1);
        byte[] constant = join(allThere(billion), new byte[] {1}, run(billion, 0, 1));
        byte[] seven = dictionary(1, le64(7), 8);
        return Stream.of(
                h(
                        "H079",
                        "a billion rows of nothing in a few bytes",
                        new ParquetBytes(billion)
                                .add(Column.of("a", INT64, page(billion, 0, join(le32(nulls.length), nulls))))
                                .done(),
                        "millrace.maxExpansion"),
                h(
                        "H079",
                        "a billion rows of one value in a few bytes",
                        new ParquetBytes(billion)
                                .add(Column.of("a", INT64, join(seven, page(billion, RLE_DICTIONARY, constant))))
                                .done(),
                        "millrace.maxExpansion"),
                new HostileParquet(
                        "H079",
                        "a text of 1 MiB a million times",
                        S,
                        FileBytes.of(repeatedText()),
                        "millrace.maxExpansion"),
                new HostileParquet(
                        "H079",
                        "texts that begin as the one before",
                        S,
                        FileBytes.of(prefixes()),
                        "millrace.maxExpansion"),
                differences("differences of two billion", varint(128), varint(4), varint(1L << 31), "cannot be"),
                differences("differences in no blocks", varint(0), varint(4), varint(2), "cannot be"),
                differences("differences in blocks of no parts", varint(128), varint(0), varint(2), "cannot be"),
                differences("differences in blocks of 2^60", varint(1L << 60), varint(4), varint(2), "cannot be"),
                differences("differences that end", varint(128), varint(4), varint(2), "ends too early"),
                new HostileParquet(
                        "H079",
                        "a hundred pages of 60 MiB at once",
                        wide(100),
                        FileBytes.of(zeros(100, 60 * MIB)),
                        "one page of each column, unpacked, takes more than 348 MiB"),
                new HostileParquet(
                        "H079", "page after page of zeros", A, FileBytes.of(zeroPages()), "millrace.maxExpansion"));
    }

    private static HostileParquet differences(String text, byte[] block, byte[] parts, byte[] total, String expected) {
        byte[] body = join(allThere(2), block, parts, total, varint(0));
        return HostileParquetPages.paged(text, page(2, DELTA, body), expected);
    }

    private static byte[] repeatedText() {
        byte[] mebibyte = text("x".repeat(MIB));
        int rows = 1_000_000;
        byte[] ids = join(allThere(rows), new byte[] {1}, run(rows, 0, 1));
        byte[] packed = Zstd.compress(ids);
        byte[] dictionary = Zstd.compress(mebibyte);
        Column column = Column.of(
                        "s",
                        BYTE_ARRAY,
                        dictionary(1, dictionary, mebibyte.length),
                        page(rows, RLE_DICTIONARY, packed, ids.length))
                .with(new Thrift().i32(6, 0))
                .packed(ZSTD);
        return new ParquetBytes(rows).add(column).done();
    }

    /// The first of them has 1 MiB, each other the same and nothing more.
    private static byte[] prefixes() {
        int rows = 129;
        // One block of four parts of 32 differences: to 1 MiB, then no difference. The rests are the other way round.
        byte[] prefixes = join(varint(128), varint(4), varint(rows), varint(0), varint(0), new byte[] {32, 0, 0, 0});
        byte[] firstPart = join(le32(MIB), new byte[31 * 4]);
        byte[] lengths = join(
                varint(128), varint(4), varint(rows), varint(2L * MIB), varint(2L * MIB - 1), new byte[] {32, 32, 32, 32
                });
        byte[] rest = join(le32(0), repeat(le32(MIB), 127));
        byte[] body = join(allThere(rows), prefixes, firstPart, lengths, rest, ParquetBytes.ascii("x".repeat(MIB)));
        byte[] packed = Zstd.compress(body);
        Column column = Column.of("s", BYTE_ARRAY, page(rows, DELTA_PREFIX, packed, body.length))
                .with(new Thrift().i32(6, 0))
                .packed(ZSTD);
        return new ParquetBytes(rows).add(column).done();
    }

    private static ParquetCase wide(int columns) {
        Stream<String> names = IntStream.range(0, columns).mapToObj(i -> "c" + i + " integer");
        return ParquetCase.of(
                Stream.concat(Stream.of("millrace.maxExpansion=3000"), names).toArray(String[]::new));
    }

    private static byte[] zeros(int columns, int bytes) {
        byte[] body = join(allThere(2), new byte[bytes]);
        byte[] packed = Zstd.compress(body);
        ParquetBytes file = new ParquetBytes(2);
        for (int i = 0; i < columns; i++) {
            file.add(Column.of("c" + i, INT64, page(2, 0, packed, body.length)).packed(ZSTD));
        }
        return file.done();
    }

    private static byte[] zeroPages() {
        byte[] packed = Zstd.compress(new byte[60 * MIB]);
        byte[] page = page(0, 0, packed, 60 * MIB);
        return new ParquetBytes(2)
                .add(Column.of("a", INT64, repeat(page, 100)).packed(ZSTD))
                .done();
    }
}
