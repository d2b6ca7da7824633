package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.NumberForm;
import dev.millrace.contract.bytes.Swar;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import java.math.BigDecimal;
import java.util.Optional;

/// Judges whole numbers: an optional minus sign and digits.
final class IntegerJudge extends CellJudge {
    /// The most digits that always fit a long.
    private static final int LONG_DIGITS = 18;

    private final boolean lenient;
    private final IntegerFormat format;
    private final LongRange range;
    private final Optional<BigDecimal> multipleOf;
    /// Whether a zero in front was told.
    private boolean zeros;

    IntegerJudge(Column column, IntegerType type, int index, FindingsCollector tally) {
        super(
                column,
                index,
                tally,
                !type.range().isUnbounded() || type.multipleOf().isPresent());
        this.lenient = column.numbers() == NumberForm.LENIENT;
        this.format = type.format();
        this.range = LongRange.ofUnscaled(type.range(), 0);
        this.multipleOf = type.multipleOf();
    }

    @Override
    public boolean reads(Cell cell, RowValues row) {
        byte[] bytes = cell.bytes();
        int at = cell.start();
        int end = cell.end();
        boolean negative = cell.length() > 0 && bytes[at] == '-';
        at += negative ? 1 : 0;
        if (lenient) {
            at += !negative && at < end && bytes[at] == '+' ? 1 : 0;
            end -= end - at > 1 && bytes[end - 1] == '.' ? 1 : 0;
        }
        int digits = end - at;
        if (digits > 0 && digits <= LONG_DIGITS) {
            long number = Swar.number(bytes, at, end);
            if (number >= 0 && digits > 1 && bytes[at] == '0' && !zeros) {
                tellZeros(cell);
            }
            return number < 0 ? refuseOther(cell) : takes(negative ? -number : number, false, cell, row);
        }
        return readsAny(cell, at, end, negative, row);
    }

    private void tellZeros(Cell cell) {
        zeros = true;
        remark(
                Rule.TYPE,
                cell,
                "has a zero in front, which a whole number loses; if these are codes, make it a string");
    }

    private boolean refuseOther(Cell cell) {
        byte[] bytes = cell.bytes();
        int start = cell.start();
        int end = cell.end();
        boolean signed = end > start && (bytes[start] == '+' || bytes[start] == '-');
        int first = signed ? start + 1 : start;
        int last = end - first > 1 && bytes[end - 1] == '.' ? end - 1 : end;
        int at = first;
        while (at < last && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        boolean otherwise = !lenient && at == last && last > first;
        return refuse(Rule.TYPE, cell, "must be a whole number" + (otherwise ? NumberText.OTHERWISE : ""));
    }

    private boolean readsAny(Cell cell, int first, int end, boolean negative, RowValues row) {
        byte[] bytes = cell.bytes();
        int at = first;
        if (at == end) {
            return refuseOther(cell);
        }
        // Counted downwards, because there is one negative number more than there are positive ones.
        long number = 0;
        boolean overflown = false;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return refuseOther(cell);
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
