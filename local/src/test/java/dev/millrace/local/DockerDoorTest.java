package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DockerDoorTest {
    @Test
    void isOpenOnDockersBridgeOnlyAndSaysSoWhereThereIsNone() throws IOException {
        try (var cloud = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var access = new Access(
                    URI.create("https://127.0.0.1:" + cloud.getLocalPort()), Path.of("certificate"), Path.of("trust"));
            if (NetworkInterface.getByInetAddress(InetAddress.getByName(DockerDoor.ADDRESS)) == null) {
                assertThatThrownBy(() -> DockerDoor.open(access))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("Is Docker running");
                return;
            }
            try (var door = DockerDoor.open(access);
                    var guest = new Socket(DockerDoor.ADDRESS, cloud.getLocalPort());
                    Socket inside = cloud.accept()) {
                assertThat(door).isNotNull();
                guest.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                guest.shutdownOutput();
                assertThat(inside.getInputStream().readAllBytes()).asString().isEqualTo("hello");
            }
        }
    }
}
