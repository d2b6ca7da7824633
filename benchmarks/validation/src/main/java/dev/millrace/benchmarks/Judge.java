package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/// Judges a file of orders.
interface Judge {
    /// Judges every cell of `file`.
    BadCells judge(Path file) throws IOException;
}
