package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.temporal.TemporalFields;
import dev.millrace.contract.temporal.TemporalPattern;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;

/// Judges times of day.
final class TimeJudge extends CellJudge {
    private final TemporalPattern format;
    private final LongRange range;
    private final TemporalFields fields = new TemporalFields();

    TimeJudge(Column column, TimeType type, int index, FindingsCollector tally) {
        super(column, index, tally, !type.range().isUnbounded());
        this.format = type.format();
        this.range = LongRange.of(type.range(), time -> time.toNanoOfDay() / 1_000);
    }

    @Override
    public boolean reads(Cell cell, RowValues row) {
        String wrong = format.read(cell.bytes(), cell.start(), cell.end(), fields);
        if (wrong != null) {
            return refuse(Rule.TYPE, cell, wrong);
        }
        row.setLong(index(), fields.microOfDay());
        return true;
    }

    @Override
    boolean allows(RowValues row, Evidence cell) {
        return isWithin(range, row.longValue(index()), cell);
    }
}
