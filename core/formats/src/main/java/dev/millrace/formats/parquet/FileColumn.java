package dev.millrace.formats.parquet;

import dev.millrace.contract.LogicalType;
import java.util.Optional;

/// A column of a file as a contract would have it.
///
/// @param type the type that holds each of its values; empty when no contract's does, as of nested columns
/// @param maybeBinary whether its type is a text because its values have bytes of which the file says nothing
public record FileColumn(String name, Optional<LogicalType> type, boolean maybeBinary) {}
