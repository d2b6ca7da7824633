package dev.millrace.judging.rows;

import dev.millrace.contract.LogicalType;
import dev.millrace.judging.findings.Evidence;
import org.jspecify.annotations.Nullable;

/// A typed value of the current row, shown as text.
public record RowEvidence(RowValues row, int column, LogicalType type) implements Evidence {
    @Override
    public long line() {
        return row.line();
    }

    @Override
    public @Nullable String shown() {
        return row.isNull(column) ? null : TypedText.of(row, column, type);
    }
}
