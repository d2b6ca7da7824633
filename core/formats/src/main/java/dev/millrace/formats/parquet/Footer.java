package dev.millrace.formats.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a file says of itself: its columns, and where their values are.
///
/// Metadata of the writer's own is passed over unread, such as Avro schemas that name classes; but for what says which
/// calendar dates are of.
///
/// @param rows how many rows there are, which is what all row groups have together
/// @param start where in the file the footer begins
record Footer(FileColumns columns, long rows, List<RowGroup> rowGroups, long start, WriterCalendar calendar) {
    /// The most row groups that are read.
    static final int MOST_ROW_GROUPS = 10_000;

    Footer {
        rowGroups = List.copyOf(rowGroups);
    }

    /// Reads a footer's bytes.
    static final class Parser {
        /// Each of them has two bytes at least.
        private static final int MOST_METADATA = 8 << 20;

        private final ThriftReader thrift;
        private final long start;
        private final List<SchemaElement> elements = new ArrayList<>();
        private final List<RowGroup> rowGroups = new ArrayList<>();
        private FileColumns columns = FileColumns.NONE;
        private final Map<String, String> metadata = new HashMap<>();
        private String createdBy = "";
        private String key = "";
        private long rows = -1;

        /// @param start where in the file they begin
        Parser(byte[] bytes, long start) {
            this.thrift = new ThriftReader("the footer", bytes, 0, bytes.length);
            this.start = start;
        }

        Footer parse() throws BadParquet {
            thrift.topStruct(this::field);
            if (columns.names().isEmpty() || rows < 0) {
                throw new BadParquet("the footer has no schema, or no number of rows");
            }
            checkRows();
            checkBytes();
            return new Footer(columns, rows, rowGroups, start, WriterCalendar.of(metadata, createdBy));
        }

        private void checkRows() throws BadParquet {
            long left = rows;
            for (RowGroup group : rowGroups) {
                left -= Math.min(group.rows(), Long.MAX_VALUE / 2);
                if (left < 0) {
                    break;
                }
            }
            if (left != 0) {
                throw new BadParquet("the footer says that there are %d rows, but its row groups have %s"
                        .formatted(rows, left < 0 ? "more" : rows - left));
            }
        }

        /// Chunks that share bytes would make much of little.
        private void checkBytes() throws BadParquet {
            long left = start;
            for (RowGroup group : rowGroups) {
                for (ColumnChunk chunk : group.chunks()) {
                    left -= chunk.bytes();
                    if (left < 0) {
                        throw new BadParquet("the footer says that the columns have more bytes than the file");
                    }
                }
            }
        }

        private void field(int id) throws BadParquet {
            switch (id) {
                case 2 -> schema();
                case 3 -> rows = thrift.i64();
                case 4 -> thrift.list(MOST_ROW_GROUPS, "row groups", this::rowGroup);
                case 5 -> thrift.list(MOST_METADATA, "entries of metadata", this::entry);
                case 6 -> createdBy = thrift.text();
                default -> {}
            }
        }

        private void entry() throws BadParquet {
            key = "";
            thrift.struct(this::keyOrValue);
        }

        private void keyOrValue(int id) throws BadParquet {
            if (id == 1) {
                key = thrift.text();
                if (WriterCalendar.KEYS.contains(key)) {
                    metadata.put(key, "");
                }
            } else if (id == 2 && WriterCalendar.KEYS.contains(key)) {
                metadata.put(key, thrift.text());
            }
        }

        private void schema() throws BadParquet {
            if (!elements.isEmpty()) {
                throw new BadParquet("the footer has two schemas");
            }
            thrift.list(
                    SchemaTree.MOST_ELEMENTS,
                    "columns in its schema",
                    () -> elements.add(new SchemaElement.Reader(thrift).read()));
            columns = SchemaTree.read(elements);
        }

        private void rowGroup() throws BadParquet {
            if (columns.names().isEmpty()) {
                throw new BadParquet("the footer has its row groups before its schema");
            }
            if (rowGroups.size() == MOST_ROW_GROUPS) {
                throw new BadParquet("the footer has its row groups twice");
            }
            rowGroups.add(new RowGroup.Reader(thrift, columns.leaves(), start).read());
        }
    }
}
