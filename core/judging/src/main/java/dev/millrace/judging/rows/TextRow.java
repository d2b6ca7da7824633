package dev.millrace.judging.rows;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row of a dataset whose columns are all texts, such as that of rows that are set aside.
public abstract class TextRow implements Row {
    /// The text of a column; null when it has none.
    protected abstract @Nullable String text(int column);

    @Override
    public final boolean isNull(int column) {
        return text(column) == null;
    }

    @Override
    public final String stringValue(int column) {
        return Objects.requireNonNull(text(column));
    }

    @Override
    public final long longValue(int column) {
        throw new IllegalStateException("All columns of this row are texts");
    }

    @Override
    public final double doubleValue(int column) {
        throw new IllegalStateException("All columns of this row are texts");
    }

    @Override
    public final BigDecimal decimalValue(int column) {
        throw new IllegalStateException("All columns of this row are texts");
    }
}
