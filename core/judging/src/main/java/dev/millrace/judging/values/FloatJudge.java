package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.contract.Limit;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.NumberForm;
import dev.millrace.contract.Range;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import java.math.BigDecimal;

/// Judges floating-point numbers. The ends of the range are rounded as the values are.
final class FloatJudge extends CellJudge {
    private final NumberText text = new NumberText();
    private final NumberForm form;
    private final boolean single;
    private final Range<Double> range;
    private final String tooSmall;
    private final String tooGreat;

    FloatJudge(Column column, FloatType type, int index, FindingsCollector tally) {
        super(column, index, tally, !type.range().isUnbounded());
        this.form = column.numbers();
        this.single = type.single();
        this.range = new Range<>(
                type.range().lower().map(this::rounded), type.range().upper().map(this::rounded));
        this.tooSmall = LongRange.tooSmall(type.range());
        this.tooGreat = LongRange.tooGreat(type.range());
    }

    private Limit<Double> rounded(Limit<BigDecimal> limit) {
        double value = single ? limit.value().floatValue() : limit.value().doubleValue();
        return new Limit<>(value + 0.0, limit.inclusive());
    }

    @Override
    public boolean reads(Cell cell, RowValues row) {
        if (!text.read(cell, form)) {
            return refuse(Rule.TYPE, cell, text.noNumber(cell, form));
        }
        double value = value(cell);
        if (Double.isInfinite(value)) {
            return refuse(Rule.TYPE, cell, "is too great for %d bits".formatted(single ? 32 : 64));
        }
        if (value == 0 && !text.isZero()) {
            return refuse(Rule.TYPE, cell, "is too small for %d bits".formatted(single ? 32 : 64));
        }
        row.setDouble(index(), value);
        return true;
    }

    private double value(Cell cell) {
        if (single) {
            return Float.parseFloat(cell.text());
        }
        double exact = text.exactDouble();
        return Double.isNaN(exact) ? Double.parseDouble(cell.text()) : exact;
    }

    @Override
    boolean allows(RowValues row, Evidence cell) {
        double value = row.doubleValue(index());
        // -0.0 is compared as 0.0.
        if (!range.reaches(value + 0.0)) {
            return refuse(Rule.MINIMUM, cell, tooSmall);
        }
        return range.holds(value + 0.0) || refuse(Rule.MAXIMUM, cell, tooGreat);
    }
}
