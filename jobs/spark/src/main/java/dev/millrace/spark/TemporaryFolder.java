package dev.millrace.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A folder on the local disk that is removed in the end, with all that is in it.
final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /// @param use what its name begins with
    static TemporaryFolder of(String use) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("millrace-" + use + "-"));
    }

    Path path() {
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
