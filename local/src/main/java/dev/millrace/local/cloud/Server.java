package dev.millrace.local.cloud;

import dev.millrace.local.OwnerOnly;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The process of a local cloud, known by its id and the moment it started, so that another process that got the same
/// id later is never taken for it.
///
/// @param pid of the process, which leads its own session
/// @param started as the system tells it
/// @param port on 127.0.0.1
record Server(long pid, Instant started, int port) {
    private static final int SECONDS_TO_END = 15;

    static Server of(Process process, int port) {
        return new Server(process.pid(), started(process.toHandle()), port);
    }

    /// The server that a file remembers, if it is still running.
    static Optional<Server> running(Path file) {
        return remembered(file).filter(server -> server.process().isPresent());
    }

    /// The server that a file remembers, running or not.
    static Optional<Server> remembered(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(new Server(
                    Long.parseLong(properties.getProperty("pid")),
                    Instant.parse(properties.getProperty("started")),
                    Integer.parseInt(properties.getProperty("port"))));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + " is damaged. End the local cloud's process yourself, and delete the file.", e);
        }
    }

    void remember(Path file) {
        try {
            OwnerOnly.write(
                    file,
                    "pid=%d%nstarted=%s%nport=%d%n"
                            .formatted(pid, started, port)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /// Ends the server and the functions that it runs, gently at first.
    void end() {
        process().ifPresent(process -> {
            List<ProcessHandle> functions = process.descendants().toList();
            process.destroy();
            await(process);
            functions.forEach(ProcessHandle::destroy);
            functions.forEach(Server::await);
        });
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("Waiting for the end of process " + process.pid() + " failed", e);
        }
    }

    private Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(p -> p.isAlive() && started(p).equals(started));
    }

    /// Unknown start times are all alike; then the id alone must do.
    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
