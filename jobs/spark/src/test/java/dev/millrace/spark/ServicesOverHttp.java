package dev.millrace.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// GetObject of S3, by version and range, and GetSecretValue of Secrets Manager, on loopback.
final class ServicesOverHttp implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final Map<String, byte[]> objects = new HashMap<>();
    private final HttpServer server;

    ServicesOverHttp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Puts a version of an object.
    void put(String bucket, String key, String version, byte[] bytes) {
        objects.put("/%s/%s?versionId=%s".formatted(bucket, key, version), bytes);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            String secret = "{\"SecretString\": \"{\\\"version\\\": \\\"v1\\\", \\\"key\\\": \\\"%s\\\"}\"}"
                    .formatted("k".repeat(32));
            reply(exchange, 200, secret.getBytes(StandardCharsets.UTF_8));
            return;
        }
        byte[] bytes = objects.get(exchange.getRequestURI().toString());
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (bytes == null) {
            reply(exchange, 404, "<Error><Code>NoSuchVersion</Code></Error>".getBytes(StandardCharsets.UTF_8));
        } else if (range == null) {
            reply(exchange, 200, bytes);
        } else {
            Matcher ends = RANGE.matcher(range);
            if (!ends.matches()) {
                throw new IOException("No range: " + range);
            }
            int from = Integer.parseInt(ends.group(1));
            int to = Math.min(Integer.parseInt(ends.group(2)) + 1, bytes.length);
            reply(exchange, 206, Objects.requireNonNull(java.util.Arrays.copyOfRange(bytes, from, to)));
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
