package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.NumberForm;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import java.math.BigDecimal;

/// Judges exact numbers. Nothing is rounded: digits beyond the scale must be zeros.
final class DecimalJudge extends CellJudge {
    /// The most digits of any decimal.
    static final int MOST_DIGITS = 38;

    /// The most digits that always fit a long.
    private static final int LONG_DIGITS = 18;

    private final NumberText text = new NumberText();
    private final NumberForm form;
    private final DecimalType type;
    private final LongRange range;

    DecimalJudge(Column column, DecimalType type, int index, FindingsCollector tally) {
        super(
                column,
                index,
                tally,
                !type.range().isUnbounded() || type.multipleOf().isPresent());
        this.form = column.numbers();
        this.type = type;
        this.range = LongRange.ofUnscaled(type.range(), type.scale());
    }

    @Override
    public boolean reads(Cell cell, RowValues row) {
        if (!text.read(cell, form)) {
            return refuse(Rule.TYPE, cell, text.noNumber(cell, form));
        }
        if (!text.hasPlaces(type.scale())) {
            return refuse(Rule.TYPE, cell, "must have %d digits or less after the point".formatted(type.scale()));
        }
        int whole = type.precision() - type.scale();
        if (!text.hasWholeDigits(whole)) {
            return refuse(Rule.TYPE, cell, "must have %d digits or less before the point".formatted(whole));
        }
        if (type.precision() <= LONG_DIGITS) {
            row.setDecimal(index(), text.unscaledLong(type.scale()), type.scale());
        } else {
            row.setDecimal(index(), new BigDecimal(text.unscaled(type.scale()), type.scale()));
        }
        return true;
    }

    @Override
    boolean allows(RowValues row, Evidence cell) {
        boolean within = type.precision() <= LONG_DIGITS
                ? isWithin(range, row.longValue(index()), cell)
                : isWithin(row.decimalValue(index()), cell);
        return isMultiple(row, cell) && within;
    }

    private boolean isWithin(BigDecimal number, Evidence cell) {
        boolean within = true;
        if (!type.range().reaches(number)) {
            within = refuse(Rule.MINIMUM, cell, range.tooSmall());
        } else if (!type.range().holds(number)) {
            within = refuse(Rule.MAXIMUM, cell, range.tooGreat());
        }
        return within;
    }

    private boolean isMultiple(RowValues row, Evidence cell) {
        return type.multipleOf().isEmpty()
                || Multiples.check(this, type.multipleOf().get(), row.decimalValue(index()), cell);
    }
}
