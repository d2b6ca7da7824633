package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.bytes.Swar;
import java.math.BigDecimal;
import java.util.Optional;

/// Judges whole numbers: an optional minus sign and digits.
final class IntegerJudge extends CellJudge {
    /// The most digits that always fit a long.
    private static final int LONG_DIGITS = 18;

    private final IntegerFormat format;
    private final LongRange range;
    private final Optional<BigDecimal> multipleOf;

    IntegerJudge(Column column, IntegerType type, int index, Tally tally) {
        super(
                column,
                index,
                tally,
                !type.range().isUnbounded() || type.multipleOf().isPresent());
        this.format = type.format();
        this.range = LongRange.ofUnscaled(type.range(), 0);
        this.multipleOf = type.multipleOf();
    }

    @Override
    boolean reads(Cell cell, RowValues row) {
        byte[] bytes = cell.bytes();
        int at = cell.start();
        boolean negative = cell.length() > 0 && bytes[at] == '-';
        at += negative ? 1 : 0;
        int digits = cell.end() - at;
        if (digits > 0 && digits <= LONG_DIGITS) {
            long number = Swar.number(bytes, at, cell.end());
            return number < 0
                    ? refuse(Rule.TYPE, cell, "must be a whole number")
                    : takes(negative ? -number : number, false, cell, row);
        }
        return readsAny(cell, at, negative, row);
    }

    private boolean readsAny(Cell cell, int first, boolean negative, RowValues row) {
        byte[] bytes = cell.bytes();
        int at = first;
        if (at == cell.end()) {
            return refuse(Rule.TYPE, cell, "must be a whole number");
        }
        // Counted downwards, because there is one negative number more than there are positive ones.
        long number = 0;
        boolean overflown = false;
        for (; at < cell.end(); at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return refuse(Rule.TYPE, cell, "must be a whole number");
            }
            overflown |= number < Long.MIN_VALUE / 10 || number * 10 < Long.MIN_VALUE + digit;
            number = number * 10 - digit;
        }
        overflown |= !negative && number == Long.MIN_VALUE;
        return takes(negative ? number : -number, overflown, cell, row);
    }

    /// Takes the number, if the type has it.
    boolean takes(long number, boolean overflown, Evidence cell, RowValues row) {
        if (overflown || number < format.least() || number > format.greatest()) {
            return refuse(
                    Rule.TYPE,
                    cell,
                    "must be from %d to %d (%s)".formatted(format.least(), format.greatest(), format.text()));
        }
        row.setLong(index(), number);
        return true;
    }

    @Override
    boolean allows(RowValues row, Evidence cell) {
        long number = row.longValue(index());
        boolean within = isWithin(range, number, cell);
        return (multipleOf.isEmpty() || Multiples.check(this, multipleOf.get(), BigDecimal.valueOf(number), cell))
                && within;
    }
}
