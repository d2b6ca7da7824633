package dev.millrace.contract.reading;

import dev.millrace.contract.Column;

/// Judges truth values: `true` or `false`, in ASCII letters of either case.
final class BooleanJudge extends CellJudge {
    BooleanJudge(Column column, int index, Tally tally) {
        super(column, index, tally);
    }

    @Override
    boolean reads(Cell cell, RowValues row) {
        boolean isTrue = cell.isWord("true");
        row.setLong(index(), isTrue ? 1 : 0);
        return isTrue || cell.isWord("false") || refuse(Rule.TYPE, cell, "must be true or false");
    }

    @Override
    boolean allows(RowValues row, Evidence cell) {
        return true;
    }
}
