package dev.millrace.formats.parquet;

import java.util.ArrayList;
import java.util.List;

/// A part of a file's rows.
///
/// @param chunks where their values are, for each [Leaf] in its order
record RowGroup(long rows, List<ColumnChunk> chunks) {
    RowGroup {
        chunks = List.copyOf(chunks);
    }

    /// Reads one, a field at a time.
    static final class Reader {
        private final ThriftReader thrift;
        private final List<Leaf> leaves;
        private final long footerStart;
        private final List<ColumnChunk> chunks = new ArrayList<>();
        private long rows = -1;

        Reader(ThriftReader thrift, List<Leaf> leaves, long footerStart) {
            this.thrift = thrift;
            this.leaves = leaves;
            this.footerStart = footerStart;
        }

        RowGroup read() throws BadParquet {
            thrift.struct(this::field);
            if (rows < 0 || chunks.size() != leaves.size()) {
                throw new BadParquet("the footer has a row group with %d rows of %d columns; the schema has %d"
                        .formatted(rows, chunks.size(), leaves.size()));
            }
            for (int i = 0; i < chunks.size(); i++) {
                long values = chunks.get(i).values();
                if (leaves.get(i).isFlat() && values != rows) {
                    throw new BadParquet("the footer has a row group of %d rows with %d values of a column"
                                    .formatted(rows, values))
                            .in(leaves.get(i).column());
                }
            }
            return new RowGroup(rows, chunks);
        }

        private void field(int id) throws BadParquet {
            switch (id) {
                case 1 -> thrift.list(leaves.size(), "columns in a row group", this::chunk);
                case 3 -> rows = thrift.i64();
                default -> {}
            }
        }

        private void chunk() throws BadParquet {
            if (chunks.size() == leaves.size()) {
                throw new BadParquet("the footer has a row group with more columns than the schema");
            }
            chunks.add(new ColumnChunk.Reader(thrift, leaves.get(chunks.size())).read(footerStart));
        }
    }
}
