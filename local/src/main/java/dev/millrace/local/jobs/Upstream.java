package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/// Passes requests on to the local cloud as they came, so that their signatures stay good: also the header
/// `Host`, which is signed and names this server.
final class Upstream implements Front {
    /// What a connection has, not a request; and what the client writes by itself.
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "keep-alive", "te", "transfer-encoding", "upgrade");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BAD_GATEWAY = 502;

    static {
        // Else the client refuses to send a Host that is not its connection's.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final URI cloud;
    private final HttpClient client;

    Upstream(Access access) {
        cloud = access.endpoint();
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(access))
                .connectTimeout(PATIENCE)
                .build();
    }

    @Override
    public HttpReply answer(HttpCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cloud + call.target()))
                .timeout(PATIENCE)
                .method(
                        call.method(),
                        HttpRequest.BodyPublishers.ofByteArray(call.body().array()));
        call.headers().forEach((name, values) -> {
            if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> reply = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new HttpReply(reply.statusCode(), passedOn(reply.headers().map()), Bytes.of(reply.body()));
        } catch (IOException e) {
            return new HttpReply(
                    BAD_GATEWAY, Map.of(), Bytes.of("The local cloud at %s does not answer: %s".formatted(cloud, e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpReply.lost();
        }
    }

    private static Map<String, List<String>> passedOn(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> isPassedOn(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isPassedOn(String header) {
        return !header.startsWith(":") && !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private static SSLContext trusting(Access access) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, access.trustManagers(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java speaks TLS", e);
        }
    }
}
