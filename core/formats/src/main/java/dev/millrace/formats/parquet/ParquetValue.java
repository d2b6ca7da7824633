package dev.millrace.formats.parquet;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The value of a column in the current row, of the type that the contract has. Used again for the next row.
///
/// Which of its forms there is follows from the column's type, as with
/// [Row][dev.millrace.judging.rows.Row]; there is none when it is null or has a [#problem()].
public abstract class ParquetValue {
    /// Stands for no bytes.
    static final byte[] NO_BYTES = {};

    private boolean isNull = true;
    private @Nullable String problem;

    /// Takes the value as it is stored, which stays as it is until the next row.
    final void take(StoredValue stored) {
        isNull = false;
        problem = convert(stored);
    }

    final void takeNull() {
        isNull = true;
        problem = null;
    }

    /// Keeps the value in the contract's type.
    ///
    /// @return what is wrong with it, in words that complete "the value …"; null when it was kept
    abstract @Nullable String convert(StoredValue stored);

    /// Whether there is no value.
    public final boolean isNull() {
        return isNull;
    }

    /// Why the stored value is none of the contract's type, in words that complete "the value …"; null if it is one.
    public final @Nullable String problem() {
        return problem;
    }

    /// An integer, a boolean (0 or 1), a date, a timestamp or a time, as a row has them; of a decimal of 18 digits or
    /// less the unscaled value.
    public long number() {
        throw new IllegalStateException("No whole number");
    }

    /// A floating-point number.
    public double real() {
        throw new IllegalStateException("No floating-point number");
    }

    /// A decimal with exactly the contract's scale.
    public BigDecimal decimal() {
        throw new IllegalStateException("No decimal");
    }

    /// Where the bytes of a text are, from [#start()] to [#end()] (excluded); they may be no UTF-8.
    public byte[] bytes() {
        throw new IllegalStateException("No text");
    }

    public int start() {
        return 0;
    }

    public int end() {
        return 0;
    }

    /// The value as people write it, also when it has a problem; a long one only in part.
    public abstract String shown();

    /// As [#shown()], but whole.
    public String text() {
        return shown();
    }
}
