package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.temporal.MomentReader;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Judges timestamps.
final class TimestampJudge extends CellJudge {
    private final MomentReader reader;
    private final LongRange range;

    TimestampJudge(Column column, TimestampType type, int index, FindingsCollector tally) {
        super(column, index, tally, !type.range().isUnbounded());
        this.reader =
                new MomentReader(type.format(), type.zoned(), type.defaultZone().orElse(null));
        this.range = LongRange.of(type.range(), moment -> ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    }

    @Override
    public boolean reads(Cell cell, RowValues row) {
        String wrong = reader.read(cell.bytes(), cell.start(), cell.end());
        if (wrong != null) {
            return refuse(Rule.TYPE, cell, wrong);
        }
        row.setLong(index(), reader.micros());
        return true;
    }

    @Override
    boolean allows(RowValues row, Evidence cell) {
        return isWithin(range, row.longValue(index()), cell);
    }
}
