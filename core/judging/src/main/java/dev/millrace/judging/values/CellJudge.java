package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Severity;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import org.jspecify.annotations.Nullable;

/// Judges the values of one column: first whether what is written is of the column's type, then whether the contract
/// allows the value.
///
/// A value that breaks a rule of which the contract only warns is told and kept.
public abstract class CellJudge {
    private final FindingsCollector tally;
    private final int index;
    private final boolean required;
    private final boolean ruled;
    private final @Nullable ValueSet values;

    /// @param ruled whether [#allows] must be asked: whether the contract has rules about values of the type
    CellJudge(Column column, int index, FindingsCollector tally, boolean ruled) {
        this.tally = tally;
        this.index = index;
        this.required = column.required();
        this.ruled = ruled;
        this.values = column.values().isEmpty() ? null : new ValueSet(column, index, column.values());
    }

    /// The judge of the column at `index`.
    public static CellJudge of(Column column, int index, FindingsCollector tally) {
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
    public final boolean accepts(Cell cell, RowValues row) {
        if (cell.isNull()) {
            return acceptsNone(cell);
        }
        return reads(cell, row) && keepsRules(row, cell);
    }

    /// Whether there may be no value.
    public final boolean acceptsNone(Evidence evidence) {
        return !required || refuse(Rule.REQUIRED, evidence, "must have a value");
    }

    /// Whether the value in `row`, which is of the column's type, is good.
    ///
    /// @param evidence the value as it is shown in findings
    public final boolean acceptsTyped(RowValues row, Evidence evidence) {
        return row.isNull(index) ? acceptsNone(evidence) : keepsRules(row, evidence);
    }

    private boolean keepsRules(RowValues row, Evidence evidence) {
        boolean listed = isOneOfThose(row, evidence);
        return (!ruled || allows(row, evidence)) && listed;
    }

    private boolean isOneOfThose(RowValues row, Evidence evidence) {
        return values == null || values.holds(row) || refuse(Rule.ENUM, evidence, "must be one of the contract's enum");
    }

    /// Puts the value that is written in `cell`, which is not null, into `row`; false, and told, when it is not of the
    /// column's type.
    public abstract boolean reads(Cell cell, RowValues row);

    /// Whether the value in `row`, which is not null, keeps the column's rules.
    abstract boolean allows(RowValues row, Evidence evidence);

    final int index() {
        return index;
    }

    /// Tells what is wrong, in words that complete "the value …".
    ///
    /// @return whether the value is loaded all the same, because the contract only warns
    final boolean refuse(Rule rule, Evidence evidence, String message) {
        return tally.addOfCell(rule, index, evidence, message);
    }

    /// Tells something about a value that is loaded whatever the contract says, in words that complete "the value …".
    final void remark(Rule rule, Evidence evidence, String message) {
        tally.addOfCell(Severity.WARN, rule, index, evidence, message);
    }

    /// Whether `number` is within `range`; tells so if not.
    final boolean isWithin(LongRange range, long number, Evidence evidence) {
        if (number < range.least()) {
            return refuse(Rule.MINIMUM, evidence, range.tooSmall());
        }
        return number <= range.greatest() || refuse(Rule.MAXIMUM, evidence, range.tooGreat());
    }
}
