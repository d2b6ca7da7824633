package dev.millrace.targets.lake.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A folder on the local disk that is removed in the end, with all that is in it: a function's environment is used
/// again, and its disk is small.
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /// A folder where the machine has its temporary files.
    ///
    /// @param use what its name begins with
    public static TemporaryFolder of(String use) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(name(use)));
    }

    /// A folder within another.
    ///
    /// @param use what its name begins with
    public static TemporaryFolder in(Path parent, String use) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(parent, name(use)));
    }

    private static String name(String use) {
        return "millrace-" + use + "-";
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path inside : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(inside);
            }
        }
    }
}
