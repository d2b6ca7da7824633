package dev.millrace.formats.parquet;

import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Goes through the rows of a file, with no more than a page of each column in memory.
public final class ParquetRows {
    private static final int READ_AHEAD_IN_ALL = 16 << 20;
    private static final int LEAST_READ_AHEAD = 16 << 10;
    private static final int MOST_READ_AHEAD = 1 << 20;

    private final Iterator<RowGroup> groups;
    private final List<ParquetValue> values = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final Memory memory;
    private boolean isOpen;
    private long left;
    private long row;

    /// Where the values of one of the contract's columns come from.
    private record Source(ColumnCursor cursor, Leaf leaf, int place, ParquetValue value) {}

    /// @param mostUnpacked how many bytes may be made of the file's
    ParquetRows(FileBytes file, Footer footer, ParquetSchema schema, long mostUnpacked) throws BadParquet {
        this.groups = footer.rowGroups().iterator();
        this.memory = new Memory(mostUnpacked);
        ColumnCursor.Scratch scratch = new ColumnCursor.Scratch();
        int columns = schema.size();
        int readAhead = Math.min(MOST_READ_AHEAD, Math.max(LEAST_READ_AHEAD, READ_AHEAD_IN_ALL / columns));
        for (int i = 0; i < columns; i++) {
            ParquetValue value = schema.value(i);
            Leaf leaf = schema.leaf(i);
            values.add(value == null ? new NoValue() : value);
            if (value != null && leaf != null) {
                ColumnCursor cursor = new ColumnCursor(leaf, file, memory, scratch, readAhead);
                sources.add(new Source(cursor, leaf, schema.placeOf(i), value));
            }
        }
        memory.expect(footer.rows(), Math.max(1, sources.size()));
    }

    /// Goes to the next row; false when there is none.
    ///
    /// @throws BadParquet if the file cannot be read further
    /// @throws IOException if reading fails
    public boolean next() throws BadParquet, IOException {
        while (left == 0) {
            if (isOpen) {
                close();
            }
            if (!groups.hasNext()) {
                return false;
            }
            open(groups.next());
        }
        left--;
        row++;
        memory.unpacked(Math.max(1, sources.size()));
        for (Source source : sources) {
            read(source);
        }
        return true;
    }

    private void open(RowGroup group) throws BadParquet {
        left = group.rows();
        isOpen = true;
        for (Source source : sources) {
            try {
                source.cursor().open(group.chunks().get(source.place()));
            } catch (BadParquet e) {
                throw e.in(source.leaf().column());
            }
        }
    }

    private void close() throws BadParquet, IOException {
        isOpen = false;
        for (Source source : sources) {
            try {
                source.cursor().finish();
            } catch (BadParquet e) {
                throw e.in(source.leaf().column());
            }
        }
    }

    private static void read(Source source) throws BadParquet, IOException {
        try {
            if (source.cursor().next()) {
                source.value().take(source.cursor().value());
            } else {
                source.value().takeNull();
            }
        } catch (BadParquet e) {
            throw e.in(source.leaf().column());
        }
    }

    /// The number of the current row, from 1.
    public long row() {
        return row;
    }

    /// The current row's value of the contract's column at `index`; null in each row when the file has no such
    /// column.
    public ParquetValue value(int index) {
        return values.get(index);
    }
}
