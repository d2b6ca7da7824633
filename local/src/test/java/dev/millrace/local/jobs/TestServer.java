package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.glue.GlueClient;

/// A job server on loopback whose crawls and programs do what a test says, and clients of it.
final class TestServer implements AutoCloseable {
    final FakeRoles roles = new FakeRoles();
    final FakePrograms programs = new FakePrograms();
    final FakeCrawling crawling = new FakeCrawling();
    final Map<String, JobDefinition> definitions = new HashMap<>();
    final List<ObjectNode> events = new CopyOnWriteArrayList<>();
    final List<HttpCall> passedOn = new CopyOnWriteArrayList<>();

    /// Made once and for all: it takes a second.
    private static final Path TLS = Path.of("target", "test-tls").toAbsolutePath();

    final FakeGuard guard = new FakeGuard();

    private final JobServer server;
    private final HttpDoor cloud;
    private final Access access;

    TestServer() {
        Access trusting = TestCertificate.make(TLS, URI.create("https://127.0.0.1"));
        SSLContext tls = ServerTls.of(trusting.certificate(), TestCertificate.key(TLS));
        cloud = HttpDoor.open(0, tls, call -> {
            passedOn.add(call);
            return HttpReply.json(HttpReply.OK, "application/x-amz-json-1.1", ProtocolJson.object());
        });
        server = JobServer.open(
                0,
                tls,
                new JobServer.Parts(
                        models(),
                        crawling,
                        roles,
                        programs,
                        name -> Optional.ofNullable(definitions.get(name)),
                        events::add,
                        guard,
                        new Upstream(at(trusting, cloud.port()))));
        access = at(trusting, server.port());
    }

    /// AWS's models of its services.
    static Path models() {
        Path venv = Checkout.find().toolbox().venv();
        Assumptions.assumeTrue(
                Files.isDirectory(venv), "botocore's models are in the toolbox: run tools/toolbox.sh cloud");
        return Checkout.find().toolbox().serviceModels();
    }

    int port() {
        return server.port();
    }

    GlueClient glue() {
        return access.client(GlueClient.builder().overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD)));
    }

    /// One that asks once, however often it is refused.
    GlueClient impatientGlue() {
        return access.client(
                GlueClient.builder().overrideConfiguration(o -> o.retryStrategy(retry -> retry.maxAttempts(1))));
    }

    EmrServerlessClient emr() {
        return access.client(EmrServerlessClient.builder());
    }

    EmrServerlessClient impatientEmr() {
        return access.client(EmrServerlessClient.builder()
                .overrideConfiguration(o -> o.retryStrategy(retry -> retry.maxAttempts(1))));
    }

    /// Asks for a fault, such as `{"kind": "EVENT_LOST"}`.
    HttpResponse<String> fault(String fault) {
        return http("POST", "/_jobs/faults", fault);
    }

    /// Sends a request that no SDK would.
    HttpResponse<String> http(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(access.endpoint().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Lets a job be there.
    void define(String job, int concurrentRuns, Duration timeout) {
        definitions.put(
                job,
                new JobDefinition(
                        job,
                        "arn:aws:iam::000000000000:role/spark",
                        "s3://artifacts/job.py",
                        Map.of("--extra-jars", "s3://artifacts/a.jar,s3://artifacts/b.jar", "--mode", "usual"),
                        Map.of(),
                        concurrentRuns,
                        timeout));
    }

    private SSLContext trusting() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, access.trustManagers(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Access at(Access access, int port) {
        return access.at(URI.create("https://127.0.0.1:" + port));
    }

    @Override
    public void close() {
        server.close();
        cloud.close();
    }
}
