package dev.millrace.contract;

import java.util.Objects;

/// A column that a file has and the contract has not.
///
/// @param header its name in the file
/// @param logicalType the narrowest ODCS logical type that all its values have; `string` when nothing else fits, or
///     nothing is known
public record NewColumn(String header, String logicalType) {
    public NewColumn {
        Objects.requireNonNull(header);
        Objects.requireNonNull(logicalType);
    }
}
