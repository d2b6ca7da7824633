package dev.millrace.protocols;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A program of a dataset's owners over the rows of a run, as it is stored for the job.
///
/// @param kind [#SQL], [#PYTHON] or [#JAR]
/// @param uri place of its file
/// @param className of [#JAR], the class in it; null of others
public record Transform(String kind, String uri, @Nullable String className) {
    /// One `SELECT` over the view `incoming`.
    public static final String SQL = "sql";

    /// A module with a function `transform(spark, incoming)`.
    public static final String PYTHON = "python";

    /// A class that makes a data frame of another.
    public static final String JAR = "jar";

    public Transform {
        if (!Set.of(SQL, PYTHON, JAR).contains(kind)) {
            throw new IllegalArgumentException("A transform is sql, python or jar, not " + kind);
        }
        if (kind.equals(JAR) == (className == null)) {
            throw new IllegalArgumentException("A transform has the name of a class if, and only if, it is a jar");
        }
    }
}
