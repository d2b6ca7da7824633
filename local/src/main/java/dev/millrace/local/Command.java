package dev.millrace.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A program that is run to its end, its words going to a log.
final class Command {
    private static final int SHOWN_LINES = 20;

    private final ProcessBuilder process;

    private Command(List<String> words) {
        process = new ProcessBuilder(words).redirectErrorStream(true);
        process.redirectInput(new File("/dev/null"));
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    static Command of(List<String> words) {
        return new Command(words);
    }

    Command in(Path folder) {
        process.directory(folder.toFile());
        return this;
    }

    Command with(Consumer<Map<String, String>> environment) {
        environment.accept(process.environment());
        return this;
    }

    /// Waits for its end.
    ///
    /// @throws Trouble when it failed, with the end of the log
    void run(Path log) {
        process.redirectOutput(log.toFile());
        try {
            Process running = process.start();
            Thread ending = new Thread(() -> end(running));
            Runtime.getRuntime().addShutdownHook(ending);
            int status = running.waitFor();
            Runtime.getRuntime().removeShutdownHook(ending);
            if (status != 0) {
                throw new Trouble(
                        "'%s' failed (exit %d). The end of %s:%n%s".formatted(name(), status, log, tail(log)));
            }
        } catch (IOException e) {
            throw new Trouble("'%s' cannot be run: %s".formatted(name(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("'%s' was interrupted".formatted(name()), e);
        }
    }

    private static void end(Process running) {
        running.descendants().forEach(ProcessHandle::destroy);
        running.destroy();
    }

    private String name() {
        List<String> words = process.command();
        return Path.of(words.getFirst()).getFileName() + (words.size() > 1 ? " " + words.get(1) : "");
    }

    /// The last lines of a log.
    static String tail(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read", e);
        }
    }
}
