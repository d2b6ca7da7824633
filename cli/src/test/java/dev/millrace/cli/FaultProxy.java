package dev.millrace.cli;

import dev.millrace.local.Access;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A way to the local cloud on which requests get lost: takes plain HTTP on loopback and hands each request over, by
/// TLS and byte by byte as it came, so that its signature stays good.
final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final URI cloud;
    private final SSLSocketFactory tls;
    private final ServerSocket server;
    private @Nullable Fault fault;
    private int happened;

    FaultProxy(Access access) {
        this.cloud = access.endpoint();
        this.tls = trusting(access.certificate());
        try {
            this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("No port of 127.0.0.1 is free", e);
        }
        Thread.ofVirtual().name("fault-proxy").start(this::accept);
    }

    /// What to call instead of the local cloud.
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// Makes a fault happen, in place of any other.
    synchronized void arm(Fault next) {
        fault = next;
        happened = 0;
    }

    /// How often the fault has happened.
    synchronized int happened() {
        return happened;
    }

    /// Takes no more connections; those that are open end with their callers.
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy at %s cannot be closed".formatted(endpoint()), e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException("The proxy at %s takes no more connections".formatted(endpoint()), e);
            }
        }
    }

    /// Serves a connection until the caller hangs up, or a fault ends it.
    private void serve(Socket caller) {
        try (caller;
                var from = new BufferedInputStream(caller.getInputStream());
                OutputStream to = caller.getOutputStream()) {
            Optional<HttpMessage> request = HttpMessage.nextRequest(from, to);
            while (request.isPresent() && answered(request.get(), to)) {
                request = HttpMessage.nextRequest(from, to);
            }
        } catch (IOException e) {
            // One side hung up: to the other, the connection has ended, as it would without a proxy.
        }
    }

    /// Answers a request, or does what the fault wants; false when the connection ends by that.
    private boolean answered(HttpMessage request, OutputStream to) throws IOException {
        Optional<Fault.Kind> kind = faultOf(request);
        if (kind.isEmpty()) {
            forward(request).writeTo(to);
            return true;
        }
        return switch (kind.get()) {
            case LOST_REQUEST -> false;
            case LOST_ANSWER -> {
                forward(request);
                yield false;
            }
            case THROTTLED -> {
                Fault.throttling(request).writeTo(to);
                yield true;
            }
            case ERROR_IN_200 -> {
                Fault.errorIn200().writeTo(to);
                yield true;
            }
            case CUT_ANSWER -> {
                forward(request).writeHalfTo(to);
                yield false;
            }
        };
    }

    private synchronized Optional<Fault.Kind> faultOf(HttpMessage request) {
        if (fault == null || happened == fault.times() || !fault.hits(request)) {
            return Optional.empty();
        }
        happened++;
        return Optional.of(fault.kind());
    }

    private HttpMessage forward(HttpMessage request) throws IOException {
        try (Socket connection = tls.createSocket(cloud.getHost(), cloud.getPort())) {
            request.writeTo(connection.getOutputStream());
            return HttpMessage.answerTo(request, new BufferedInputStream(connection.getInputStream()));
        }
    }

    private static SSLSocketFactory trusting(Path certificate) {
        try (InputStream pem = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "local cloud", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(certificate + " cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(certificate + " is no certificate", e);
        }
    }
}
