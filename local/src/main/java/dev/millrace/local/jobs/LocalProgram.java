package dev.millrace.local.jobs;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// A process of this machine, with all that it started.
final class LocalProgram implements JobProgram {
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Process process;
    private final LogTail log;

    LocalProgram(Process process, LogTail log) {
        this.process = process;
        this.log = log;
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
}
