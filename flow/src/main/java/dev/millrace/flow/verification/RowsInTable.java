package dev.millrace.flow.verification;

import java.util.Map;

/// The rows of a table as a query sees them.
@FunctionalInterface
public interface RowsInTable {
    /// How many rows each object has in a table; under the empty text, those without an object id.
    ///
    /// @throws Unreadable when the table cannot be queried
    Map<String, Long> byObject(String table);

    /// A query of a table fails.
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /// @param message the engine's words
        public Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
