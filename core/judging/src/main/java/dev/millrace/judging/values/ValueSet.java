package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import dev.millrace.judging.rows.TypedText;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Some of the values that a column may have. They stand in the contract as files have them, and are compared as
/// values: `1.50` is `1.5`.
public final class ValueSet {
    private final int index;
    private final LogicalType type;
    private final ByteSet bytes;
    private final Set<String> texts = new HashSet<>();

    public ValueSet(Column column, int index, Collection<String> written) {
        this.index = index;
        this.type = column.type();
        this.bytes = new ByteSet(isText() ? written : List.of());
        if (!isText()) {
            written.forEach(text -> add(column, text));
        }
    }

    /// What no value of the type is written as can be no value's equal.
    private void add(Column column, String text) {
        Column plain = new Column(column.name(), column.header(), type, false);
        FindingsCollector tally = new FindingsCollector(List.of(plain));
        CellJudge judge = CellJudge.of(plain, 0, tally);
        RowValues row = new RowValues(1);
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        Cell cell = new Cell();
        cell.set(written, 0, written.length, true, 0);
        row.begin(0);
        if (judge.reads(cell, row)) {
            texts.add(TypedText.of(row, 0, type));
        }
    }

    private boolean isText() {
        return type instanceof LogicalType.StringType;
    }

    /// Whether the row's value, which is not null, is one of them.
    public boolean holds(RowValues row) {
        return isText()
                ? bytes.contains(row.bytes(index), row.textStart(index), row.textEnd(index))
                : texts.contains(TypedText.of(row, index, type));
    }
}
