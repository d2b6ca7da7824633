package dev.millrace.contract;

import dev.millrace.contract.patterns.EcmaPattern;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A rule about a whole file: something measured, and what the number must be (ODCS `quality`).
///
/// @param name how people know it: its `name`, else its `description`, else its metric
/// @param measure what is measured
/// @param expectation what the measure must be
/// @param percent whether the measure is in percent of the file's rows instead of in rows
/// @param severity what breaking it does
public record QualityRule(String name, Measure measure, Expectation expectation, boolean percent, Severity severity) {

    /// Something that is measured over all rows of a file.
    public sealed interface Measure {}

    /// How many rows there are.
    public record RowCount() implements Measure {}

    /// How many values are not there.
    ///
    /// @param column its name
    public record NullValues(String column) implements Measure {}

    /// How many values are not there, or stand for a missing one.
    ///
    /// @param column its name
    /// @param texts what stands for a missing value, besides none
    public record MissingValues(String column, List<String> texts) implements Measure {
        public MissingValues {
            texts = List.copyOf(texts);
        }
    }

    /// How many values are not valid. No value at all is not invalid.
    ///
    /// @param column its name
    /// @param valid all that are; empty for any
    /// @param pattern what must be found in a valid one
    public record InvalidValues(String column, List<String> valid, Optional<EcmaPattern> pattern) implements Measure {
        public InvalidValues {
            valid = List.copyOf(valid);
        }
    }

    /// How many rows have values that another row before them has. Rows without a value in one of the columns are
    /// not counted.
    ///
    /// @param columns their names, whose values count together
    public record DuplicateValues(List<String> columns) implements Measure {
        public DuplicateValues {
            columns = List.copyOf(columns);
        }
    }

    /// A query that answers one number.
    ///
    /// @param query in SQL; the rows are a table called as the dataset
    public record Sql(String query) implements Measure {}

    public QualityRule {
        Objects.requireNonNull(name);
        Objects.requireNonNull(measure);
        Objects.requireNonNull(expectation);
        Objects.requireNonNull(severity);
    }

    /// Whether each violation is one row, which can be set aside: when no null, missing or invalid value may be there.
    public boolean isOfRows() {
        boolean ofCells =
                measure instanceof NullValues || measure instanceof MissingValues || measure instanceof InvalidValues;
        return ofCells && expectation.isZero();
    }
}
