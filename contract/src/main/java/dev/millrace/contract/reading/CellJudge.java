package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType;

/// Judges the cells of one column, and takes the values of the good ones.
abstract class CellJudge {
    private final Tally tally;
    private final int index;
    private final boolean required;

    CellJudge(Column column, int index, Tally tally) {
        this.tally = tally;
        this.index = index;
        this.required = column.required();
    }

    /// The judge of the column at `index`.
    static CellJudge of(Column column, int index, Tally tally) {
        LogicalType type = column.type();
        if (type instanceof LogicalType.StringType string) {
            return new StringJudge(column, string, index, tally);
        }
        if (type instanceof LogicalType.IntegerType integer) {
            return new IntegerJudge(column, integer, index, tally);
        }
        if (type instanceof LogicalType.DecimalType decimal) {
            return new DecimalJudge(column, decimal, index, tally);
        }
        if (type instanceof LogicalType.FloatType floating) {
            return new FloatJudge(column, floating, index, tally);
        }
        if (type instanceof LogicalType.BooleanType) {
            return new BooleanJudge(column, index, tally);
        }
        if (type instanceof LogicalType.DateType date) {
            return new DateJudge(column, date, index, tally);
        }
        if (type instanceof LogicalType.TimestampType timestamp) {
            return new TimestampJudge(column, timestamp, index, tally);
        }
        if (type instanceof LogicalType.TimeType time) {
            return new TimeJudge(column, time, index, tally);
        }
        throw new IllegalStateException("No judge for " + type);
    }

    /// Whether `cell` is good; its value is then in `row`, where no value is null.
    final boolean accepts(Cell cell, RowValues row) {
        if (cell.isNull()) {
            return !required || refuse(Rule.REQUIRED, cell, "must have a value");
        }
        return takes(cell, row);
    }

    /// As [#accepts], for a cell that is not null.
    abstract boolean takes(Cell cell, RowValues row);

    final int index() {
        return index;
    }

    /// Tells what is wrong, in words that complete "the value …"; always false.
    final boolean refuse(Rule rule, Cell cell, String message) {
        tally.addOfCell(rule, index, cell, message);
        return false;
    }

    /// Whether `number` is within `range`; tells so if not.
    final boolean isWithin(LongRange range, long number, Cell cell) {
        if (number < range.least()) {
            return refuse(Rule.MINIMUM, cell, range.tooSmall());
        }
        return number <= range.greatest() || refuse(Rule.MAXIMUM, cell, range.tooGreat());
    }
}
