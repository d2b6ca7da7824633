package dev.millrace.sql;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/// A process that runs [Worker], and its folder; both are gone when it is closed.
///
/// It has none of this process's environment, with its credentials, and an address space of its own that ends (where
/// the operating system can do so: Linux) before the machine's memory does.
final class EngineProcess implements Closeable {
    /// Address space beside the memory for rows and queries: what Java and the library take, much of it never touched.
    /// Where no more than a few kilobytes are left, a thread that begins ends the process instead of the query.
    private static final long OVERHEAD_BYTES = 768L << 20;

    private static final int LONGEST_COMPLAINT = 1_000;

    private static final List<String> JAVA_OPTIONS = List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:CompressedClassSpaceSize=16m",
            "-XX:-UsePerfData",
            // Its standard output is for answers only.
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:ErrorFile=/dev/null",
            "-XX:-CreateCoredumpOnCrash",
            "--enable-native-access=ALL-UNNAMED");

    private final Path folder;
    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final Timer timer = new Timer("sql-limit", true);
    private volatile boolean overdue;

    private EngineProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /// Starts one, with a folder in `parent`.
    static EngineProcess start(Path parent, SqlLimits limits) throws IOException {
        Path folder = Files.createTempDirectory(parent, "sql-");
        try {
            ProcessBuilder builder = new ProcessBuilder(command(folder, limits));
            builder.directory(folder.toFile());
            builder.redirectError(complaints(folder).toFile());
            builder.environment().clear();
            // Else each thread reserves address space for itself.
            builder.environment().putAll(Map.of("MALLOC_ARENA_MAX", "1", "LC_ALL", "C.UTF-8"));
            return new EngineProcess(folder, builder.start());
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    private static List<String> command(Path folder, SqlLimits limits) {
        long kibibytes = (limits.memoryBytes() + OVERHEAD_BYTES) >> 10;
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Stream<String> shell = Stream.of(
                "/bin/sh",
                "-c",
                // The library starts threads that have little to do, with stacks of 8 MiB.
                "ulimit -v \"$0\" 2>/dev/null; ulimit -s 1024; exec \"$@\"",
                Long.toString(kibibytes),
                java.toString());
        // The library is unpacked there, where it does not lie beside its jar.
        Stream<String> worker = Stream.of(
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                place(Worker.class) + File.pathSeparator + place(DuckDBDriver.class),
                Worker.class.getName());
        return Stream.of(shell, JAVA_OPTIONS.stream(), worker)
                .flatMap(words -> words)
                .toList();
    }

    /// The jar or folder that a class is loaded from.
    private static Path place(Class<?> type) {
        try {
            return Path.of(Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The jar of " + type + " has no path", e);
        }
    }

    Path folder() {
        return folder;
    }

    DataOutputStream out() {
        return out;
    }

    DataInputStream in() {
        return in;
    }

    /// Ends the process after `time`, unless the answer is cancelled before.
    TimerTask endAfter(Duration time) {
        TimerTask end = new TimerTask() {
            @Override
            public void run() {
                overdue = true;
                process.destroyForcibly();
            }
        };
        timer.schedule(end, time.toMillis());
        return end;
    }

    /// Whether it was ended for its time was over.
    boolean overdue() {
        return overdue;
    }

    /// What the process complained of at its start. It is ended.
    String complaint() throws IOException {
        process.destroyForcibly();
        String text = Files.readString(complaints(folder)).strip();
        return text.length() > LONGEST_COMPLAINT ? text.substring(0, LONGEST_COMPLAINT) : text;
    }

    private static Path complaints(Path folder) {
        return folder.resolve("complaints.txt");
    }

    @Override
    public void close() throws IOException {
        timer.cancel();
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
