package dev.millrace.loadfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A folder for one load, gone when the load is over: a function's environment is used again, and its disk is small.
///
/// @param path the folder
record Workspace(Path path) implements AutoCloseable {
    static Workspace in(Path parent) throws IOException {
        return new Workspace(Files.createTempDirectory(parent, "load-"));
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(path)) {
            List<Path> deepestFirst = paths.sorted((a, b) -> b.compareTo(a)).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + path + " could not be cleared", e);
        }
    }
}
