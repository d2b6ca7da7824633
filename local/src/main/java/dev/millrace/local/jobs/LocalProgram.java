package dev.millrace.local.jobs;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process of this machine, with all that it started.
final class LocalProgram implements JobProgram {
    private static final Logger LOG = System.getLogger(LocalProgram.class.getName());
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Process process;
    private final LogTail log;
    private final Path folder;

    /// @param folder what the program needs, and nobody else
    LocalProgram(Process process, LogTail log, Path folder) {
        this.process = process;
        this.log = log;
        this.folder = folder;
    }

    @Override
    public OptionalInt await(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    @Override
    public void end(boolean atOnce) {
        List<ProcessHandle> all = process.descendants().toList();
        if (!atOnce) {
            process.destroy();
            all.forEach(ProcessHandle::destroy);
            awaitUninterrupted();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /// Also when this thread is to end: what it started must end first.
    private void awaitUninterrupted() {
        boolean wasInterrupted = Thread.interrupted();
        await(TO_END);
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasLogged(String text) {
        return log.has(text);
    }

    @Override
    public String lastWords() {
        return log.lastWords();
    }

    @Override
    public void tidy() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The run ended as it did, whatever is left of it.
            LOG.log(Level.WARNING, "The folder %s cannot be taken away".formatted(folder), e);
        }
    }
}
