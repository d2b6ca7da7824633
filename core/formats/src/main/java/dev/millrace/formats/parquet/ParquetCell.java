package dev.millrace.formats.parquet;

import dev.millrace.contract.LogicalType;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.RowValues;
import dev.millrace.judging.rows.TypedCells;
import dev.millrace.judging.values.Utf8;
import org.jspecify.annotations.Nullable;

/// The value of a column in the current row of a Parquet file, which is typed already.
final class ParquetCell implements Evidence {
    /// The most digits of a decimal that a row has as a long.
    private static final int LONG_DIGITS = 18;

    private final LogicalType type;
    private final int index;
    private final ParquetValue value;
    private final TypedCells record;

    ParquetCell(LogicalType type, int index, ParquetValue value, TypedCells record) {
        this.type = type;
        this.index = index;
        this.value = value;
        this.record = record;
    }

    ParquetValue value() {
        return value;
    }

    /// Judges the value, and puts it into the current row.
    void judge() {
        String problem = value.problem();
        if (value.isNull()) {
            record.absent(index, this);
        } else if (problem != null) {
            record.flaw(Rule.TYPE, index, this, problem);
        } else if (takes(record.row())) {
            record.value(index, this);
        }
    }

    private boolean takes(RowValues row) {
        if (type instanceof LogicalType.StringType) {
            return takesText(row);
        }
        if (type instanceof LogicalType.DecimalType decimal) {
            if (decimal.precision() <= LONG_DIGITS) {
                row.setDecimal(index, value.number(), decimal.scale());
            } else {
                row.setDecimal(index, value.decimal());
            }
        } else if (type instanceof LogicalType.FloatType) {
            row.setDouble(index, value.real());
        } else {
            row.setLong(index, value.number());
        }
        return true;
    }

    private boolean takesText(RowValues row) {
        if (!Utf8.isValid(value.bytes(), value.start(), value.end())) {
            record.flaw(Rule.ENCODING, index, this, "must be UTF-8");
            return false;
        }
        if (Utf8.hasNul(value.bytes(), value.start(), value.end())) {
            record.flaw(Rule.NUL_BYTE, index, this, "must not have a NUL byte");
            return false;
        }
        row.setText(index, value.bytes(), value.start(), value.end());
        return true;
    }

    @Override
    public long line() {
        return record.row().line();
    }

    @Override
    public @Nullable String shown() {
        return value.isNull() ? null : value.shown();
    }
}
