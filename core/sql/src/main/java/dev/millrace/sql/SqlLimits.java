package dev.millrace.sql;

import java.time.Duration;

/// What the rules in SQL of one file may take.
///
/// @param memoryBytes memory for rows and for what queries make of them, at least 32 MiB; beyond it they go to disk
/// @param diskBytes room on disk, in bytes
/// @param threads how many processors a query may keep busy
/// @param query how long one query may take
/// @param all how long all queries may take together
public record SqlLimits(long memoryBytes, long diskBytes, int threads, Duration query, Duration all) {
    private static final long LEAST_MEMORY = 32L << 20;

    public SqlLimits {
        if (memoryBytes < LEAST_MEMORY || diskBytes < 0 || threads < 1) {
            throw new IllegalArgumentException(
                    "Too little for an engine: %d bytes of memory, %d bytes on disk, %d threads"
                            .formatted(memoryBytes, diskBytes, threads));
        }
        if (query.isNegative() || query.isZero() || query.compareTo(all) > 0) {
            throw new IllegalArgumentException("Queries have no time: %s each, %s together".formatted(query, all));
        }
    }

    /// What fits beside the reader into a function: 256 MiB of memory and on disk, one thread, 30 seconds a query and a
    /// minute together.
    public static SqlLimits usual() {
        return new SqlLimits(256L << 20, 256L << 20, 1, Duration.ofSeconds(30), Duration.ofMinutes(1));
    }
}
