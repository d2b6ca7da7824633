package dev.millrace.authoring.inference;

import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.RowSink;
import java.util.List;
import java.util.stream.Stream;

/// Takes the rows of a sample as texts.
final class Profiles implements RowSink {
    private final List<ColumnProfile> columns;
    private long rows;

    /// @param ofJson whether the file itself says which values are numbers
    Profiles(int columns, boolean ofJson) {
        this.columns =
                Stream.generate(() -> new ColumnProfile(ofJson)).limit(columns).toList();
    }

    @Override
    public void row(Row row) {
        begin();
        long line = row.line();
        for (int i = 0; i < columns.size(); i++) {
            if (row.isNull(i)) {
                columns.get(i).addNothing();
            } else {
                columns.get(i).add(row.stringValue(i), line);
            }
        }
    }

    /// Begins with the next row, whose values are then given column by column.
    void begin() {
        rows++;
    }

    ColumnProfile column(int index) {
        return columns.get(index);
    }

    long rows() {
        return rows;
    }
}
