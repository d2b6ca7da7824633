package dev.millrace.local.cloud;

import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.Command;
import dev.millrace.local.Home;
import dev.millrace.local.Toolbox;
import dev.millrace.local.UserError;
import dev.millrace.local.jobs.JobServerMain;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The job server of a home, as a process in a session of its own.
final class JobServerProcess {
    /// Where a port is remembered and no process yet.
    private static final long NO_PROCESS = Long.MAX_VALUE;

    private static final Duration START = Duration.ofSeconds(30);

    private final Home home;
    private final Toolbox toolbox;

    JobServerProcess(Home home, Toolbox toolbox) {
        this.home = home;
        this.toolbox = toolbox;
    }

    /// Where it is, or was when it last ran.
    URI address() {
        return Server.remembered(home.jobServerFile())
                .map(Server::port)
                .map(JobServerProcess::at)
                .orElseThrow(() -> new UserError(
                        "It is not known where the job server is. Run ./millrace down, and ./millrace up."));
    }

    /// Chooses where the next one listens.
    URI choose() {
        int port = FreePort.like(home.jobServerFile());
        new Server(NO_PROCESS, Instant.EPOCH, port).remember(home.jobServerFile());
        return at(port);
    }

    /// Starts it where it was chosen to be, unless it is running.
    void start(Access access) {
        if (Server.running(home.jobServerFile()).isPresent()) {
            return;
        }
        Server server = launch(access);
        server.remember(home.jobServerFile());
        Instant end = Instant.now().plus(START);
        while (!Health.good(access, address().resolve("/_jobs/health"))) {
            if (Server.running(home.jobServerFile()).isEmpty() || Instant.now().isAfter(end)) {
                stop();
                throw new UserError("The job server did not start at %s. The end of %s:%n%s"
                        .formatted(address(), log(), Command.tail(log())));
            }
            pause();
        }
    }

    /// Ends it, and the programs of the job runs that last.
    void stop() {
        Server.running(home.jobServerFile()).ifPresent(Server::end);
    }

    private Path log() {
        return home.logs().resolve("jobs.log");
    }

    private Server launch(Access access) {
        String leader = "import os, sys; os.setsid(); os.execv(sys.argv[1], sys.argv[1:])";
        int port = address().getPort();
        var process = new ProcessBuilder(List.of(
                        toolbox.python().toString(),
                        "-c",
                        leader,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djdk.httpclient.allowRestrictedHeaders=host",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobServerMain.class.getName(),
                        access.endpoint().toString(),
                        Integer.toString(port),
                        Checkout.find().root().toString(),
                        home.folder().toString(),
                        toolbox.serviceModels().toString()))
                .directory(home.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log().toFile());
        Map<String, String> environment = process.environment();
        environment.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "TZ", "JAVA17_HOME", "MILLRACE_SPARK_VENV"));
        try {
            return Server.of(process.start(), port);
        } catch (IOException e) {
            throw new UserError("The job server cannot be started: " + e.getMessage(), e);
        }
    }

    private static URI at(int port) {
        return URI.create("https://127.0.0.1:" + port);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted while the job server was starting", e);
        }
    }
}
