package dev.millrace.contract.inference;

import dev.millrace.contract.reading.Row;
import dev.millrace.contract.reading.RowSink;
import java.util.List;
import java.util.stream.Stream;

/// Takes the rows of a sample as texts.
final class Profiles implements RowSink {
    private final List<ColumnProfile> columns;
    private long rows;

    Profiles(int columns) {
        this.columns = Stream.generate(ColumnProfile::new).limit(columns).toList();
    }

    @Override
    public void row(Row row) {
        rows++;
        for (int i = 0; i < columns.size(); i++) {
            if (row.isNull(i)) {
                columns.get(i).addNothing();
            } else {
                columns.get(i).add(row.stringValue(i));
            }
        }
    }

    ColumnProfile column(int index) {
        return columns.get(index);
    }

    long rows() {
        return rows;
    }
}
