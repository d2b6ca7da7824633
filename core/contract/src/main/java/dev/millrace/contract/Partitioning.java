package dev.millrace.contract;

import java.util.List;

/// By what the rows of a dataset are laid into folders in the lake.
public sealed interface Partitioning {
    /// By the day on which the file arrived: what a contract without partition columns gets.
    ///
    /// @param column the name of the partition column
    record ByArrivalDate(String column) implements Partitioning {
        /// The one name it has; reserved, so no column of a contract may have it.
        public static final String COLUMN = "arrival_date";

        public ByArrivalDate() {
            this(COLUMN);
        }
    }

    /// By the values of columns of the file (ODCS `partitioned` and `partitionKeyPosition`).
    ///
    /// @param columns their names, outermost folder first; at least one
    record ByColumns(List<String> columns) implements Partitioning {
        public ByColumns {
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("No partition columns");
            }
        }
    }
}
