package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/// Lets containers reach the local cloud while one is run: it listens on the address that Docker's default bridge
/// gives this machine, which no other machine can reach, and passes everything on to the loopback address. TLS goes
/// through untouched, so policies and the certificate hold as ever.
public final class DockerDoor implements AutoCloseable {
    /// Docker's default; the certificate names it.
    static final String ADDRESS = "172.17.0.1";

    private static final int WAITING = 50;

    private final ServerSocket server;
    private final int port;

    private DockerDoor(ServerSocket server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Opens it, on the port that the local cloud has on the loopback address.
    ///
    /// @throws Trouble when Docker's bridge is not there
    public static DockerDoor open(Access access) {
        int port = access.endpoint().getPort();
        try {
            var server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getByName(ADDRESS), port), WAITING);
            var door = new DockerDoor(server, port);
            Thread.ofVirtual().start(door::admit);
            return door;
        } catch (IOException e) {
            throw new UserError(
                    ("Containers cannot reach the local cloud: nothing can listen on %s:%d (%s). Is Docker running, with its "
                                    + "default bridge? Without Docker, leave --docker out.")
                            .formatted(ADDRESS, port, e.getMessage()),
                    e);
        }
    }

    /// Where a container finds the local cloud while the door is open.
    public static URI endpoint(Access access) {
        return URI.create("https://%s:%d".formatted(ADDRESS, access.endpoint().getPort()));
    }

    private void admit() {
        while (!server.isClosed()) {
            try {
                Socket guest = server.accept();
                Thread.ofVirtual().start(() -> connect(guest));
            } catch (IOException e) {
                // The door was closed while it waited.
                return;
            }
        }
    }

    private void connect(Socket guest) {
        try (guest;
                var cloud = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = Thread.ofVirtual().start(() -> pass(cloud, guest));
            pass(guest, cloud);
            back.join();
        } catch (IOException e) {
            // Either side went away; the function in the container sees that and says so.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // As above.
            return;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UserError("The door for containers cannot be closed: " + e.getMessage(), e);
        }
    }
}
