package dev.millrace.loadfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A folder for one load, gone when the load is over: a function's environment is used again, and its disk is small.
///
/// @param path the folder
record Workspace(Path path) implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    static Workspace in(Path parent) throws IOException {
        return new Workspace(Files.createTempDirectory(parent, "load-"));
    }

    /// Lowercase hex SHA-256 of a file.
    String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var digesting = new DigestInputStream(in, digest)) {
                byte[] buffer = new byte[BUFFER];
                while (digesting.read(buffer) >= 0) {
                    // The digest reads along.
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
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
