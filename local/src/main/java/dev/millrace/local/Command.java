package dev.millrace.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A program that is run to its end, its words going to a log.
public final class Command {
    private static final int SHOWN_LINES = 20;
    private static final int BUFFER = 8192;

    private final ProcessBuilder process;
    private boolean atTheTerminal;

    private Command(List<String> words) {
        process = new ProcessBuilder(words).redirectErrorStream(true);
        process.redirectInput(new File("/dev/null"));
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    public static Command of(List<String> words) {
        return new Command(words);
    }

    public Command in(Path folder) {
        process.directory(folder.toFile());
        return this;
    }

    public Command with(Consumer<Map<String, String>> environment) {
        environment.accept(process.environment());
        return this;
    }

    /// Lets it talk with the person at the terminal: it hears what is typed, and its words go to standard error, too.
    public Command atTheTerminal() {
        atTheTerminal = true;
        process.redirectInput(ProcessBuilder.Redirect.INHERIT);
        return this;
    }

    /// Waits for its end.
    ///
    /// @throws Trouble when it failed, with the end of the log unless the person has seen it
    public void run(Path log) {
        process.redirectOutput(atTheTerminal ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.to(log.toFile()));
        try {
            Process running = process.start();
            Thread ending = new Thread(() -> end(running));
            Runtime.getRuntime().addShutdownHook(ending);
            if (atTheTerminal) {
                copy(running, log);
            }
            int status = running.waitFor();
            Runtime.getRuntime().removeShutdownHook(ending);
            if (status != 0) {
                String seen =
                        atTheTerminal ? "Its words are in " + log : "The end of %s:%n%s".formatted(log, tail(log));
                throw new UserError("'%s' failed (exit %d). %s".formatted(name(), status, seen));
            }
        } catch (IOException e) {
            throw new UserError("'%s' cannot be run: %s".formatted(name(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("'%s' was interrupted".formatted(name()), e);
        }
    }

    /// As they come: a question has no end of a line.
    private static void copy(Process running, Path log) throws IOException {
        try (InputStream words = running.getInputStream();
                OutputStream copy = Files.newOutputStream(log)) {
            var buffer = new byte[BUFFER];
            for (int read = words.read(buffer); read >= 0; read = words.read(buffer)) {
                System.err.write(buffer, 0, read);
                System.err.flush();
                copy.write(buffer, 0, read);
            }
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
    public static String tail(Path log) {
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
