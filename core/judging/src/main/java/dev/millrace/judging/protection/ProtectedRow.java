package dev.millrace.judging.protection;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Protection;
import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.TypedText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row as it is stored: without the columns that are dropped, the classified ones protected. Used again for the next
/// row.
final class ProtectedRow implements Row {
    private final List<Column> columns;
    private final @Nullable ColumnProtection[] shields;
    private final int[] stored;
    private @Nullable Row row;

    ProtectedRow(DataContract contract, @Nullable ColumnProtection[] shields, int[] stored) {
        this.columns = contract.columns();
        this.shields = shields;
        this.stored = stored;
    }

    ProtectedRow of(Row read) {
        row = read;
        return this;
    }

    private Row row() {
        return Objects.requireNonNull(row);
    }

    @Override
    public long line() {
        return row().line();
    }

    @Override
    public boolean isNull(int column) {
        return row().isNull(stored[column]);
    }

    @Override
    public long longValue(int column) {
        int index = stored[column];
        long value = row().longValue(index);
        return shields[index] == null ? value : year(columns.get(index), value);
    }

    private static long year(Column column, long value) {
        if (!column.protection().equals(Optional.of(Protection.YEAR))) {
            throw new IllegalStateException("The column %s has no number to show".formatted(column.name()));
        }
        return column.type() instanceof LogicalType.DateType
                ? LocalDate.ofEpochDay(value).getYear()
                : Instant.EPOCH
                        .plus(value, ChronoUnit.MICROS)
                        .atOffset(ZoneOffset.UTC)
                        .getYear();
    }

    @Override
    public double doubleValue(int column) {
        return row().doubleValue(inClear(column));
    }

    @Override
    public BigDecimal decimalValue(int column) {
        return row().decimalValue(inClear(column));
    }

    /// A classified value is a text when it is stored, or a year, so that asking for anything else is a mistake.
    private int inClear(int column) {
        int index = stored[column];
        if (shields[index] != null) {
            throw new IllegalStateException(
                    "The column %s is protected".formatted(columns.get(index).name()));
        }
        return index;
    }

    @Override
    public String stringValue(int column) {
        int index = stored[column];
        ColumnProtection shield = shields[index];
        if (shield == null) {
            return row().stringValue(index);
        }
        return Objects.requireNonNull(
                shield.of(TypedText.of(row(), index, columns.get(index).type())));
    }
}
