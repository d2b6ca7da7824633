package dev.millrace.local.cloud;

import dev.millrace.local.Access;
import dev.millrace.local.Certificate;
import dev.millrace.local.Command;
import dev.millrace.local.Home;
import dev.millrace.local.Toolbox;
import dev.millrace.local.UserError;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The local cloud of a home: a MiniStack server that enforces IAM and speaks TLS, on loopback only. Whoever can
/// reach loopback is its administrator, for it asks an administrator for no secret: keep nothing in it that other
/// users of the machine must not see.
public final class LocalCloud {
    /// As many function environments as may run at once; each is a JVM.
    private static final int FUNCTION_ENVIRONMENTS = 12;

    private static final Duration START = Duration.ofSeconds(60);

    private final Home home;
    private final Toolbox toolbox;
    private final JobServerProcess jobServer;

    public LocalCloud(Home home, Toolbox toolbox) {
        this.home = home;
        this.toolbox = toolbox;
        this.jobServer = new JobServerProcess(home, toolbox);
    }

    /// How to talk to it; empty when it is not running.
    public Optional<Access> running() {
        return Server.running(home.serverFile()).map(this::access);
    }

    /// Starts it, unless it is running already.
    ///
    /// @param port where it listens; null for the port it had before, or else any free one
    public Access start(@Nullable Integer port, StartProgress progress) {
        Optional<Server> running = Server.running(home.serverFile());
        if (running.isPresent()) {
            Access access = access(running.get());
            jobServer.start(access);
            return access;
        }
        progress.step("Starting the local cloud");
        certificate().make();
        jobServer.stop();
        URI jobs = jobServer.choose();
        int chosen = port == null ? FreePort.like(home.serverFile()) : port;
        Server server = launch(chosen, jobs);
        server.remember(home.serverFile());
        Access access = access(server);
        awaitHealth(access);
        jobServer.start(access);
        return access;
    }

    /// Stops what [#start] started, and nothing else; false when it was not running.
    public boolean stop() {
        jobServer.stop();
        Optional<Server> running = Server.running(home.serverFile());
        running.ifPresent(Server::end);
        return running.isPresent();
    }

    /// The log of the server.
    public Path log() {
        return home.logs().resolve("cloud.log");
    }

    private Access access(Server server) {
        return new Access(
                URI.create("https://127.0.0.1:" + server.port()),
                certificate().pem(),
                certificate().trustStore(),
                jobServer.address());
    }

    private Server launch(int port, URI jobs) {
        // A session of its own, so that Ctrl-C in the terminal does not reach it. Hypercorn itself rather than
        // `ministack`, which
        // would also take port 443 where it may.
        String leader = "import os, sys; os.setsid(); os.execv(sys.argv[1], sys.argv[1:])";
        String python = toolbox.python().toString();
        var process = new ProcessBuilder(List.of(
                        python,
                        "-c",
                        leader,
                        python,
                        "-m",
                        "hypercorn",
                        writeServer(),
                        "--bind",
                        "127.0.0.1:" + port,
                        "--certfile",
                        certificate().pem().toString(),
                        "--keyfile",
                        certificate().key().toString(),
                        "--keep-alive",
                        "75",
                        "--workers",
                        "0"))
                .directory(home.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log().toFile());
        Map<String, String> environment = process.environment();
        environment.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "TZ"));
        environment.putAll(settings(port, jobs));
        try {
            return Server.of(process.start(), port);
        } catch (IOException e) {
            throw new UserError("The local cloud cannot be started: " + e.getMessage(), e);
        }
    }

    /// Writes the server's module, where Python looks for it first.
    ///
    /// @return what Hypercorn is to serve
    private String writeServer() {
        try (InputStream module = Objects.requireNonNull(LocalCloud.class.getResourceAsStream("cloud.py"))) {
            Files.copy(module, home.folder().resolve("cloud.py"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError("The local cloud cannot be prepared: " + e.getMessage(), e);
        }
        return "cloud:app";
    }

    private Map<String, String> settings(int port, URI jobs) {
        return Map.ofEntries(
                Map.entry("GATEWAY_PORT", Integer.toString(port)),
                Map.entry("BIND_HOST", "127.0.0.1"),
                Map.entry("AUTH", "true"),
                Map.entry("USE_SSL", "1"),
                Map.entry("MINISTACK_SSL_CERT", certificate().pem().toString()),
                Map.entry("MINISTACK_SSL_KEY", certificate().key().toString()),
                Map.entry("IOT_MTLS_ENABLED", "0"),
                Map.entry("SFTP_ENABLED", "0"),
                Map.entry("DOCKER_HOST", "unix:///nonexistent"),
                Map.entry("LAMBDA_ACCOUNT_CONCURRENCY", Integer.toString(FUNCTION_ENVIRONMENTS)),
                Map.entry("AWS_ACCESS_KEY_ID", Access.ACCESS_KEY),
                Map.entry("AWS_SECRET_ACCESS_KEY", Access.SECRET_KEY),
                Map.entry("AWS_CONFIG_FILE", "/dev/null"),
                Map.entry("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
                Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
                Map.entry("HOME", home.folder().toString()),
                Map.entry("TMPDIR", home.temporary().toString()),
                Map.entry("S3_DATA_DIR", home.folder().resolve("s3").toString()),
                Map.entry("STATE_DIR", home.folder().resolve("state").toString()),
                Map.entry(
                        FunctionRuntime.JAVA,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Map.entry(FunctionRuntime.JARS, home.runtime().toString()),
                Map.entry(
                        FunctionRuntime.TRUST_STORE, certificate().trustStore().toString()),
                Map.entry(FunctionRuntime.ENDPOINT, "https://127.0.0.1:" + port),
                Map.entry(FunctionRuntime.JOBS_ENDPOINT, jobs.toString()));
    }

    private void awaitHealth(Access access) {
        Instant end = Instant.now().plus(START);
        while (!Health.good(access)) {
            if (Server.running(home.serverFile()).isEmpty() || Instant.now().isAfter(end)) {
                stop();
                throw new UserError(
                        "The local cloud did not start at %s (is the port taken? MILLRACE_PORT names another). The end of %s:%n%s"
                                .formatted(access.endpoint(), log(), Command.tail(log())));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted while the local cloud was starting", e);
        }
    }

    private Certificate certificate() {
        return new Certificate(home.tls());
    }
}
