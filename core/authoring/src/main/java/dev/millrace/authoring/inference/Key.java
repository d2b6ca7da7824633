package dev.millrace.authoring.inference;

import java.util.List;

/// Columns that together had different values in each row.
///
/// @param columns their places in the contract, from 0
/// @param rows in how many rows
record Key(List<Integer> columns, long rows) {
    Key {
        columns = List.copyOf(columns);
    }
}
