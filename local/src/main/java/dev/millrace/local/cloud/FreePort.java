package dev.millrace.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/// Ports of the loopback address that nobody uses.
final class FreePort {
    private FreePort() {}

    /// The port that a server had before, so that what people wrote down stays true; any free one when that is taken.
    ///
    /// @param file that remembers the server
    static int like(Path file) {
        int before = Server.remembered(file).map(Server::port).orElse(0);
        for (int port : new int[] {before, 0}) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (port == 0) {
                    throw new UncheckedIOException("No port of 127.0.0.1 is free", e);
                }
            }
        }
        throw new IllegalStateException("Port 0 always gives a port or an error");
    }
}
