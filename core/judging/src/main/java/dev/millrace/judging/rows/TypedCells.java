package dev.millrace.judging.rows;

import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.Rule;

/// Judges the values of a record that are typed already, each by its column.
public interface TypedCells {
    /// The values of the current record.
    RowValues row();

    /// Judges that a column has no value.
    void absent(int column, Evidence evidence);

    /// Judges the value that was put into [#row].
    void value(int column, Evidence evidence);

    /// Says what is wrong with a value before it could be judged.
    void flaw(Rule rule, int column, Evidence evidence, String message);
}
