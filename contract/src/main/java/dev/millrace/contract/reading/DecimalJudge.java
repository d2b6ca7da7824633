package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType.DecimalType;
import java.math.BigDecimal;

/// Judges exact numbers. Nothing is rounded: digits beyond the scale must be zeros.
final class DecimalJudge extends CellJudge {
    /// The most digits of any decimal.
    static final int MOST_DIGITS = 38;

    /// The most digits that always fit a long.
    private static final int LONG_DIGITS = 18;

    private final NumberText text = new NumberText();
    private final DecimalType type;
    private final LongRange range;

    DecimalJudge(Column column, DecimalType type, int index, Tally tally) {
        super(column, index, tally);
        this.type = type;
        this.range = LongRange.ofUnscaled(type.range(), type.scale());
    }

    @Override
    boolean takes(Cell cell, RowValues row) {
        if (!text.read(cell)) {
            return refuse(Rule.TYPE, cell, "must be a number such as 12, -0.5 or 1e3");
        }
        if (text.fractionDigits() > type.scale()) {
            return refuse(Rule.TYPE, cell, "must have %d digits or less after the point".formatted(type.scale()));
        }
        int whole = type.precision() - type.scale();
        if (text.wholeDigits() > whole) {
            return refuse(Rule.TYPE, cell, "must have %d digits or less before the point".formatted(whole));
        }
        return type.precision() <= LONG_DIGITS ? takesLong(cell, row) : takesBig(cell, row);
    }

    private boolean takesLong(Cell cell, RowValues row) {
        long unscaled = text.unscaledLong(type.scale());
        row.setDecimal(index(), unscaled, type.scale());
        boolean within = isWithin(range, unscaled, cell);
        return isMultiple(row, cell) && within;
    }

    private boolean takesBig(Cell cell, RowValues row) {
        BigDecimal number = new BigDecimal(text.unscaled(type.scale()), type.scale());
        row.setDecimal(index(), number);
        boolean within = true;
        if (!type.range().reaches(number)) {
            within = refuse(Rule.MINIMUM, cell, range.tooSmall());
        } else if (!type.range().holds(number)) {
            within = refuse(Rule.MAXIMUM, cell, range.tooGreat());
        }
        return isMultiple(row, cell) && within;
    }

    private boolean isMultiple(RowValues row, Cell cell) {
        return type.multipleOf().isEmpty()
                || Multiples.check(this, type.multipleOf().get(), row.decimalValue(index()), cell);
    }
}
