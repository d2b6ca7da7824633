package dev.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder where a local cloud keeps its things: certificate, server, logs, deployed artifacts. Nobody else may
/// read it.
///
/// @param folder absolute path
public record Home(Path folder) {
    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path tls() {
        return made("tls");
    }

    public Path logs() {
        return made("logs");
    }

    public Path temporary() {
        return made("tmp");
    }

    /// What is remembered about the running server.
    public Path serverFile() {
        return folder.resolve("server.properties");
    }

    /// What is remembered about the running job server.
    public Path jobServerFile() {
        return folder.resolve("jobs.properties");
    }

    /// What is remembered about the last deploy.
    public Path deployedFile() {
        return folder.resolve("deployed");
    }

    /// It is there when the stack at home runs batches, too.
    public Path batchesFile() {
        return folder.resolve("batches");
    }

    public Path build() {
        return made("sam").resolve("build");
    }

    /// Jars that every function at home is started with.
    public Path runtime() {
        return made("runtime");
    }

    /// A folder inside, made when it is not there yet.
    public Path made(String name) {
        try {
            if (Files.notExists(folder)) {
                Files.createDirectories(folder);
                restrict(folder);
            }
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder %s cannot be written. Set MILLRACE_HOME to one that can.".formatted(folder), e);
        }
    }

    private static void restrict(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
