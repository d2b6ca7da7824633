package dev.millrace.contract.reading;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parquet.ParquetValue;

/// Judges the least and the greatest values that a Parquet file says it has, as the values of rows are judged.
final class ParquetEnds implements TypedCells {
    private final DataContract contract;
    private final Tally tally;
    private final RowValues row;
    private boolean good;

    ParquetEnds(DataContract contract, Tally tally) {
        this.contract = contract;
        this.tally = tally;
        this.row = new RowValues(contract.columns().size());
    }

    /// Begins with the next column.
    void begin() {
        row.begin(0);
        good = true;
    }

    /// Whether nothing is wrong with the column.
    boolean areGood() {
        return good;
    }

    /// Judges one of the ends of the column at `index`.
    void judge(int index, ParquetValue end) {
        new ParquetCell(contract.columns().get(index).type(), index, end, this).judge();
    }

    @Override
    public RowValues row() {
        return row;
    }

    @Override
    public void absent(int column, Evidence evidence) {
        good &= judge(column).acceptsNone(evidence);
    }

    @Override
    public void value(int column, Evidence evidence) {
        good &= judge(column).acceptsTyped(row, evidence);
    }

    @Override
    public void flaw(Rule rule, int column, Evidence evidence, String message) {
        good &= tally.addOfCell(rule, column, evidence, message);
    }

    private CellJudge judge(int column) {
        return CellJudge.of(contract.columns().get(column), column, tally);
    }
}
