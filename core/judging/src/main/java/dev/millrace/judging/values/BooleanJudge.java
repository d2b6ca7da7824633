package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;

/// Judges truth values: `true` or `false`, in ASCII letters of either case.
final class BooleanJudge extends CellJudge {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    BooleanJudge(Column column, int index, FindingsCollector tally) {
        super(column, index, tally, false);
    }

    @Override
    public boolean reads(Cell cell, RowValues row) {
        boolean isTrue = cell.isWord(TRUE);
        row.setLong(index(), isTrue ? 1 : 0);
        return isTrue || cell.isWord(FALSE) || refuse(Rule.TYPE, cell, "must be true or false");
    }

    @Override
    boolean allows(RowValues row, Evidence cell) {
        return true;
    }
}
