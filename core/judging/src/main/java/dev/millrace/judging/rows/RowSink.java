package dev.millrace.judging.rows;

import java.io.IOException;

/// Takes the rows of a file, one by one, in their order.
@FunctionalInterface
public interface RowSink {
    /// Takes a row that is loaded.
    ///
    /// @param row valid only during this call, for it is used again for the next row
    /// @throws IOException if the row cannot be kept; it ends the judging
    void row(Row row) throws IOException;

    /// Takes a row that is set aside; forgets it unless the sink says otherwise.
    ///
    /// @param row valid only during this call
    /// @throws IOException if the row cannot be kept; it ends the judging
    default void setAside(BadRow row) throws IOException {}

    /// A sink that keeps nothing.
    static RowSink none() {
        return row -> {};
    }
}
