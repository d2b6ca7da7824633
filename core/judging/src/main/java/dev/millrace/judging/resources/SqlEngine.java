package dev.millrace.judging.resources;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.rows.RowSink;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;

/// Answers the queries of rules in SQL.
public interface SqlEngine {
    /// Begins with a file's rows.
    ///
    /// @throws IOException if the engine does not start
    Session open(DataContract contract) throws IOException;

    /// The rows of one file as a table, called as the dataset, without the classified columns.
    interface Session extends RowSink, Closeable {
        /// The one number that `query` answers.
        ///
        /// @throws NoAnswer if it does not
        /// @throws IOException if the engine itself fails
        BigDecimal answer(String query) throws NoAnswer, IOException;
    }

    /// A query is wrong, takes too much, or answers something else than one number.
    final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        /// @param message why, for people; it holds no value of a row
        public NoAnswer(String message) {
            super(message);
        }
    }
}
