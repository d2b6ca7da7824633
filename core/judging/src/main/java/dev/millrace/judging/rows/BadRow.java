package dev.millrace.judging.rows;

import dev.millrace.judging.findings.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record that is set aside, as it stands in its file. Valid only while the sink takes it.
public interface BadRow {
    /// The physical line, from 1, where the record begins.
    long line();

    /// Why it is set aside.
    List<Finding> findings();

    /// What stands in a column of the contract, unjudged; null when there is nothing, or when the record's fields
    /// cannot be told apart.
    @Nullable String text(int column);

    /// The record as a whole, where its fields cannot be told apart; else null.
    @Nullable String whole();
}
