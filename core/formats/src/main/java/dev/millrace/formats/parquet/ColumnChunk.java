package dev.millrace.formats.parquet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the values of a column in a row group are.
///
/// @param codec the number of the codec that its pages are packed with
/// @param values how many values there are, with those that are missing
/// @param start where its first page begins
/// @param bytes how many bytes its pages have, with their headers
/// @param unpackedBytes how many they have unpacked, as the footer says
/// @param nulls how many values are missing, as the footer's statistics say; -1 when they do not say it
record ColumnChunk(int codec, long values, long start, long bytes, long unpackedBytes, long nulls) {
    /// The first byte after its last page.
    long end() {
        return start + bytes;
    }

    /// Reads one, a field at a time.
    static final class Reader {
        /// What each file begins with, so that no page begins before it ends.
        private static final int MAGIC_BYTES = 4;

        private static final int DEEPEST_PATH = 100;
        private static final int MOST_ENCODINGS = 100;

        private final ThriftReader thrift;
        private final Leaf leaf;
        private boolean described;
        private @Nullable PhysicalType type;
        private int codec = -1;
        private long values = -1;
        private long bytes = -1;
        private long unpackedBytes = -1;
        private long dataPage = -1;
        private long dictionaryPage = -1;
        private int parts;
        private boolean otherPath;
        private long nulls = -1;

        Reader(ThriftReader thrift, Leaf leaf) {
            this.thrift = thrift;
            this.leaf = leaf;
        }

        /// @param footerStart where the footer begins, and so every chunk has ended
        ColumnChunk read(long footerStart) throws BadParquet {
            thrift.struct(this::field);
            if (!described) {
                throw new BadParquet("the footer does not say where a column's values are").in(leaf.column());
            }
            if (type != leaf.type() || otherPath || parts != leaf.path().size()) {
                throw new BadParquet("the footer's row groups have other columns than its schema").in(leaf.column());
            }
            if (values == 0 && dataPage < MAGIC_BYTES) {
                // Where a row group has no rows, Arrow's C++ has no pages for it, and says 0 of their place.
                return new ColumnChunk(codec, 0, footerStart, 0, 0, nulls);
            }
            boolean dictionaryFirst = dictionaryPage > 0 && dictionaryPage < dataPage;
            long start = dictionaryFirst ? dictionaryPage : dataPage;
            boolean inside = start >= MAGIC_BYTES && bytes >= 0 && bytes <= footerStart - start;
            if (!inside || values < 0 || unpackedBytes < 0) {
                throw new BadParquet("the footer says that a column's values are where the file has none")
                        .in(leaf.column());
            }
            return new ColumnChunk(codec, values, start, bytes, unpackedBytes, nulls);
        }

        private void field(int id) throws BadParquet {
            switch (id) {
                case 1 ->
                    throw new BadParquet("the footer says that a column's values are in another file: "
                                    + "all of them must be in this one")
                            .in(leaf.column());
                case 3 -> thrift.struct(this::describe);
                case 8, 9 -> throw new BadParquet("the column is encrypted, which is not read").in(leaf.column());
                default -> {}
            }
        }

        private void describe(int id) throws BadParquet {
            described = true;
            switch (id) {
                case 1 -> type = PhysicalType.of(thrift.i32());
                case 2 -> thrift.list(MOST_ENCODINGS, "encodings of a column", () -> {});
                case 3 -> thrift.list(DEEPEST_PATH, "parts of a column's name", this::part);
                case 4 -> codec = thrift.i32();
                case 5 -> values = thrift.i64();
                case 6 -> unpackedBytes = thrift.i64();
                case 7 -> bytes = thrift.i64();
                case 9 -> dataPage = thrift.i64();
                case 11 -> dictionaryPage = thrift.i64();
                case 12 -> thrift.struct(this::statistics);
                default -> {}
            }
        }

        private void statistics(int id) throws BadParquet {
            if (id == 3) {
                nulls = thrift.i64();
            }
        }

        private void part() throws BadParquet {
            List<String> path = leaf.path();
            otherPath |= parts >= path.size() || !thrift.text().equals(path.get(parts));
            parts++;
        }
    }
}
