package dev.millrace.local.jobs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The end of a program's log.
final class LogTail {
    private static final int READ_BYTES = 256 << 10;
    private static final int LONGEST = 1000;

    /// What Spark, Java and Python say beside the point: Spark's own log, and the way to an error.
    private static final Pattern NOISE = Pattern.compile(
            "\\d\\d(/\\d\\d/\\d\\d|\\d\\d-\\d\\d-\\d\\d) .*|\\s.*|Traceback .*|at .*|\\.\\.\\. \\d+ more"
                    + "|During handling of .*|The above exception .*|:.*|Driver stacktrace:|Setting default log level .*");

    private final Path log;

    LogTail(Path log) {
        this.log = log;
    }

    boolean has(String text) {
        try {
            return Files.exists(log)
                    && Files.readString(log, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read", e);
        }
    }

    /// The last line that says what happened, rather than where.
    String lastWords() {
        List<String> lines = read().lines().filter(line -> !line.isBlank()).toList();
        String words = lines.reversed().stream()
                .filter(line -> !NOISE.matcher(line).matches())
                .findFirst()
                .orElse("The program said nothing")
                .replaceFirst("^Caused by: ", "");
        return words.substring(0, Math.min(LONGEST, words.length()));
    }

    private String read() {
        if (Files.notExists(log)) {
            return "";
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - READ_BYTES));
            byte[] end = new byte[(int) Math.min(READ_BYTES, file.length())];
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read", e);
        }
    }
}
