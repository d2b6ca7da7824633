package dev.millrace.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the job of a daily or monthly dataset does with the rows between the files and the table
/// (`millrace.curate`): each column's texts, then derived columns, then duplicates, then a program of the owners.
///
/// @param columns what is done with a column's texts, by its name
/// @param derived columns of the table that are no columns of the files, in their order
/// @param transform a program over the rows; empty for none
public record Curation(
        Deduplication deduplication,
        Map<String, ColumnCuration> columns,
        List<DerivedColumn> derived,
        Optional<TransformFile> transform,
        Engine engine) {
    /// Nothing is done with the rows.
    public static final Curation NONE =
            new Curation(Deduplication.NONE, Map.of(), List.of(), Optional.empty(), Engine.GLUE);

    public Curation {
        columns = Map.copyOf(columns);
        derived = List.copyOf(derived);
    }

    /// Which rows of the same primary key stay (`deduplicate`).
    public enum Deduplication implements Spelled {
        /// The row of the file that arrived last.
        NEWEST("newest"),
        /// All.
        NONE("none");

        private final String text;

        Deduplication(String text) {
            this.text = text;
        }

        /// The spelling used in contracts, such as `newest`.
        @Override
        public String text() {
            return text;
        }
    }

    /// To which letters a text is changed (`case`).
    public enum LetterCase implements Spelled {
        /// Capital letters.
        UPPER("upper"),
        /// Small letters.
        LOWER("lower");

        private final String text;

        LetterCase(String text) {
            this.text = text;
        }

        /// The spelling used in contracts, such as `upper`.
        @Override
        public String text() {
            return text;
        }
    }

    /// What is done with the texts of a column, in the order of the components.
    ///
    /// @param trim whether white space at both ends goes
    /// @param map texts that become others; those that are not there stay
    /// @param byDefault what a row without a value gets; empty for none
    public record ColumnCuration(
            boolean trim, Optional<LetterCase> letterCase, Map<String, String> map, Optional<String> byDefault) {
        public ColumnCuration {
            map = Map.copyOf(map);
        }
    }

    /// A column that is computed of the others.
    ///
    /// @param type in Hive's words: `string`, `int`, `bigint`, `float`, `double`, `boolean`, `date`, `timestamp` or
    ///     `decimal(p,s)`
    /// @param sql an expression of Spark's SQL over the columns
    public record DerivedColumn(String name, String type, String sql) {}

    /// A program over the rows.
    ///
    /// @param file its name; it lies beside the contract
    /// @param className of a [Kind#JAR], the class in it; empty for others
    public record TransformFile(Kind kind, String file, Optional<String> className) {
        /// How a program is written.
        public enum Kind implements Spelled {
            /// One `SELECT` over the view `incoming`.
            SQL("sql", ".sql"),
            /// A module with a function `transform(spark, incoming)`.
            PYTHON("python", ".py"),
            /// A class that makes a data frame of another.
            JAR("jar", ".jar");

            private final String text;
            private final String ending;

            Kind(String text, String ending) {
                this.text = text;
                this.ending = ending;
            }

            /// The spelling used in contracts, such as `python`.
            @Override
            public String text() {
                return text;
            }

            /// What the name of its file ends in, such as `.py`.
            public String ending() {
                return ending;
            }
        }
    }

    /// In one line, the columns in the order of their names, so that equal ones read alike.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("deduplicate: ").append(deduplication.text());
        new TreeMap<>(columns)
                .forEach((name, column) ->
                        text.append(", ").append(name).append(": ").append(said(column)));
        derived.forEach(column -> text.append(", %s %s = %s".formatted(column.name(), column.type(), column.sql())));
        transform.ifPresent(program -> {
            text.append(", %s: %s".formatted(program.kind().text(), program.file()));
            program.className().ifPresent(name -> text.append(" (%s)".formatted(name)));
        });
        return text.append(", engine: ").append(engine.text()).toString();
    }

    private static String said(ColumnCuration column) {
        StringBuilder text = new StringBuilder();
        text.append(column.trim() ? "trim " : "");
        column.letterCase().ifPresent(letters -> text.append(letters.text()).append(' '));
        text.append(column.map().isEmpty() ? "" : "map " + new TreeMap<>(column.map()) + " ");
        column.byDefault()
                .ifPresent(value -> text.append("default '").append(value).append('\''));
        return text.toString().strip();
    }
}
