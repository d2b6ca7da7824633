package dev.millrace.local.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// Where requests come in: HTTPS on the loopback address, a virtual thread each.
final class HttpDoor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(HttpDoor.class.getName());
    private static final int WAITING = 50;
    private static final int FAULT = 500;
    private static final String TYPE = "application/x-amz-json-1.1";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HttpDoor(HttpsServer server) {
        this.server = server;
    }

    /// Opens it.
    ///
    /// @param port 0 for any free one
    static HttpDoor open(int port, SSLContext tls, Front front) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            var door = new HttpDoor(HttpsServer.create(address, WAITING));
            door.server.setHttpsConfigurator(new HttpsConfigurator(tls));
            door.server.setExecutor(door.threads);
            door.server.createContext("/", exchange -> serve(exchange, front));
            door.server.start();
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException("Port %d of 127.0.0.1 cannot be used".formatted(port), e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void serve(HttpExchange exchange, Front front) throws IOException {
        try (exchange) {
            var call = new HttpCall(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    Bytes.of(exchange.getRequestBody().readAllBytes()));
            HttpReply reply = answer(front, call);
            if (reply.status() != HttpReply.LOST) {
                exchange.getResponseHeaders().putAll(reply.headers());
                exchange.sendResponseHeaders(
                        reply.status(),
                        reply.body().length() == 0 ? -1 : reply.body().length());
                exchange.getResponseBody().write(reply.body().array());
            }
        }
    }

    private static HttpReply answer(Front front, HttpCall call) {
        try {
            return front.answer(call);
        } catch (LostAnswer lost) {
            LOG.log(Level.INFO, "{0}", lost.getMessage());
            return HttpReply.lost();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "%s %s failed".formatted(call.method(), call.path()), e);
            return HttpReply.refusal(FAULT, TYPE, new Refusal("InternalFailure", String.valueOf(e)));
        }
    }
}
