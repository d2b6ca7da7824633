package dev.millrace.judging;

import dev.millrace.contract.Column;
import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.NewColumn;
import dev.millrace.contract.Range;
import dev.millrace.contract.temporal.TemporalPattern;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import dev.millrace.judging.values.CellJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out which type all values of a column have that the contract does not know.
public final class TypeSketch {
    private static final List<LogicalType> NARROW_FIRST = List.of(
            new LogicalType.IntegerType(IntegerFormat.I64, Range.all(), Optional.empty()),
            new LogicalType.DecimalType(38, 18, Range.all(), Optional.empty()),
            new LogicalType.BooleanType(),
            new LogicalType.DateType(TemporalPattern.ISO_DATE, Range.all()),
            new LogicalType.TimestampType(TemporalPattern.ISO_TIMESTAMP, true, Optional.empty(), Range.all()),
            new LogicalType.TimeType(TemporalPattern.ISO_TIME, Range.all()));
    private static final List<String> NAMES = List.of("integer", "number", "boolean", "date", "timestamp", "time");

    private final String header;
    private final List<CellJudge> judges = new ArrayList<>();
    private final List<String> names = new ArrayList<>(NAMES);
    private final RowValues row = new RowValues(1);
    private boolean seen;

    TypeSketch(String header) {
        this.header = header;
        for (LogicalType type : NARROW_FIRST) {
            Column column = new Column("value", "value", type, false);
            judges.add(CellJudge.of(column, 0, new FindingsCollector(List.of(column))));
        }
    }

    /// Looks at a value.
    public void see(Cell cell) {
        if (cell.isNull()) {
            return;
        }
        seen = true;
        for (int i = judges.size() - 1; i >= 0; i--) {
            if (!judges.get(i).reads(cell, row)) {
                judges.remove(i);
                names.remove(i);
            }
        }
    }

    NewColumn column() {
        return new NewColumn(header, seen && !names.isEmpty() ? names.get(0) : "string");
    }
}
