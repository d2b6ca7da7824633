package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.local.Checkout;
import dev.millrace.local.Home;
import dev.millrace.local.cloud.LocalCloud;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starting and stopping, without deploying.
class LocalCloudIT {
    @TempDir
    Path folder;

    private LocalCloud cloud =
            new LocalCloud(new Home(Path.of("unused")), Checkout.find().toolbox());

    @AfterEach
    void stop() {
        cloud.stop();
    }

    @Test
    void startsOnceAndIsFoundAgain() {
        cloud = new LocalCloud(
                new Home(folder.resolve("a home")), Checkout.find().toolbox());
        var first = cloud.start(null, what -> {});
        assertThat(cloud.start(null, what -> {})).isEqualTo(first);
        assertThat(cloud.running()).contains(first);
    }

    @Test
    void leavesNothingRunning() {
        cloud = new LocalCloud(new Home(folder), Checkout.find().toolbox());
        long before = children();
        var access = cloud.start(null, what -> {});
        assertThat(children()).isGreaterThan(before);
        assertThat(cloud.stop()).isTrue();
        assertThat(children()).isEqualTo(before);
        assertThat(cloud.running()).isEmpty();
        assertThat(answers(InetAddress.getLoopbackAddress(), access.endpoint())).isFalse();
        assertThat(cloud.stop()).as("a second time there is nothing to stop").isFalse();
    }

    @Test
    void stopsNothingThatItDidNotStart() {
        cloud = new LocalCloud(new Home(folder.resolve("one")), Checkout.find().toolbox());
        cloud.start(null, what -> {});
        var other = new LocalCloud(
                new Home(folder.resolve("other")), Checkout.find().toolbox());
        assertThat(other.stop()).isFalse();
        assertThat(cloud.running()).isPresent();
    }

    @Test
    void listensOnLoopbackOnly() throws SocketException {
        cloud = new LocalCloud(new Home(folder), Checkout.find().toolbox());
        var access = cloud.start(null, what -> {});
        assertThat(answers(InetAddress.getLoopbackAddress(), access.endpoint())).isTrue();
        assertThat(ownAddresses()).noneMatch(address -> answers(address, access.endpoint()));
    }

    @Test
    void saysWhyItDoesNotStartWhenThePortIsTaken() throws IOException {
        cloud = new LocalCloud(new Home(folder), Checkout.find().toolbox());
        try (var taken = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> cloud.start(taken.getLocalPort(), what -> {}))
                    .hasMessageContaining("MILLRACE_PORT");
        }
        assertThat(cloud.running()).isEmpty();
    }

    private static long children() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
    }

    private static List<InetAddress> ownAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    private static boolean answers(InetAddress address, URI endpoint) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, endpoint.getPort()), (int)
                    Duration.ofSeconds(2).toMillis());
            return true;
        } catch (IOException e) {
            return Optional.ofNullable(e.getMessage()).isEmpty();
        }
    }
}
