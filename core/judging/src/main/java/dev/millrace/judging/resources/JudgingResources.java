package dev.millrace.judging.resources;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What judging a file needs beside the file.
///
/// @param folder for what does not fit into memory: keyed hashes of values and, with an engine, rows without their
///     classified values; exists
/// @param keyBytes memory for telling whether keys come up twice, in bytes, at least 1 KiB; beyond it they go into
///     the folder
/// @param sql the engine for rules in SQL; null when there is none, and contracts with such rules cannot be judged
public record JudgingResources(
        Path folder, long keyBytes, @Nullable SqlEngine sql) {
    /// Memory for keys where nothing else is said: 48 MiB, some 1.5 million keys.
    public static final long DEFAULT_KEY_BYTES = 48L << 20;

    private static final long LEAST = 1024;

    public JudgingResources {
        Objects.requireNonNull(folder);
        if (keyBytes < LEAST) {
            throw new IllegalArgumentException("keyBytes must be %d or more: %d".formatted(LEAST, keyBytes));
        }
    }

    /// The usual one: the platform's folder for temporary files, and no SQL.
    public static JudgingResources usual() {
        return new JudgingResources(Path.of(System.getProperty("java.io.tmpdir")), DEFAULT_KEY_BYTES, null);
    }

    /// The same with an engine for SQL.
    public JudgingResources with(SqlEngine engine) {
        return new JudgingResources(folder, keyBytes, engine);
    }
}
