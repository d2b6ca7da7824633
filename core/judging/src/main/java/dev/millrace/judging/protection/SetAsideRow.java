package dev.millrace.judging.protection;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.Protection;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.rows.BadRow;
import dev.millrace.judging.rows.TextRow;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A record that is set aside as a row of [DataContract#setAside]: why, then what stands in its columns, as text, the
/// classified ones protected. Used again for the next one.
///
/// A record whose fields cannot be told apart is stored as a whole, but not where a column is classified: nobody could
/// say which part of it must not be shown.
final class SetAsideRow extends TextRow {
    private final boolean classified;
    private final @Nullable ColumnProtection[] shields;
    private @Nullable BadRow row;

    SetAsideRow(DataContract contract, @Nullable ColumnProtection[] shields) {
        this.classified = contract.isClassified();
        this.shields = shields;
    }

    SetAsideRow of(BadRow read) {
        row = read;
        return this;
    }

    private BadRow row() {
        return Objects.requireNonNull(row);
    }

    @Override
    public long line() {
        return row().line();
    }

    @Override
    protected @Nullable String text(int column) {
        return switch (column) {
            case DataContract.RULES_COLUMN ->
                row().findings().stream()
                        .map(finding -> finding.rule().text())
                        .distinct()
                        .collect(Collectors.joining(", "));
            case DataContract.REASON_COLUMN ->
                row().findings().stream().map(SetAsideRow::reason).collect(Collectors.joining("; "));
            case DataContract.RECORD_COLUMN -> whole();
            default -> ofColumn(column - DataContract.SET_ASIDE_COLUMNS);
        };
    }

    private static String reason(Finding finding) {
        return finding.column() == null ? finding.message() : finding.column() + " " + finding.message();
    }

    private @Nullable String whole() {
        String whole = row().whole();
        return whole != null && classified ? Protection.HIDDEN : whole;
    }

    private @Nullable String ofColumn(int index) {
        String text = row().text(index);
        ColumnProtection shield = shields[index];
        return text == null || shield == null ? text : shield.of(text);
    }
}
