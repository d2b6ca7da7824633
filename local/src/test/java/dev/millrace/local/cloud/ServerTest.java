package dev.millrace.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    @TempDir
    Path folder;

    private Process sleeper;

    @BeforeEach
    void start() throws IOException {
        sleeper = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() {
        sleeper.destroyForcibly();
    }

    @Test
    void isRememberedAcrossCommands() {
        Server.of(sleeper, 4711).remember(file());
        assertThat(Server.running(file())).contains(Server.of(sleeper, 4711));
    }

    @Test
    void endsItsOwnProcess() {
        Server.of(sleeper, 4711).end();
        assertThat(sleeper.isAlive()).isFalse();
    }

    @Test
    void neverTakesAnotherProcessWithTheSameIdForItself() {
        Server old = new Server(sleeper.pid(), Instant.now().minusSeconds(86_400), 4711);
        old.remember(file());
        assertThat(Server.running(file())).isEmpty();
        old.end();
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void saysWhatToDoAboutADamagedFile() throws IOException {
        Files.writeString(file(), "pid=many\n");
        assertThatThrownBy(() -> Server.running(file()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("delete the file");
    }

    private Path file() {
        return folder.resolve("server.properties");
    }
}
