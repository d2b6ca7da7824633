package dev.millrace.base.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.faults.FileFault;
import dev.millrace.faults.ServiceFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private long now = 42;
    private final Deadline deadline = new Deadline(Duration.ofSeconds(110), () -> now);

    @Test
    void leavesTimeToWriteDownHowItEnded() throws IOException {
        pass(Duration.ofSeconds(99));
        assertThat(deadline.isOver()).isFalse();
        assertThat(computing().read()).isEqualTo('a');

        pass(Duration.ofSeconds(1));
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void saysThatItWasComputing() {
        pass(Duration.ofSeconds(101));

        assertThatThrownBy(() -> computing().read())
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("Validate File ended itself")
                .hasMessageContaining("of 101 s, 0 s went by waiting")
                .hasMessageContaining("computing");
    }

    @Test
    @Tag("H040")
    void saysThatItWasWaiting() throws IOException {
        InputStream slow = deadline.watch(
                new ByteArrayInputStream(new byte[] {'a', 'a', 'a'}) {
                    @Override
                    public synchronized int read(byte[] buffer, int offset, int length) {
                        pass(Duration.ofSeconds(60));
                        return super.read(buffer, offset, length);
                    }
                },
                "Validate File");
        assertThat(slow.read()).isEqualTo('a');
        assertThat(slow.read()).isEqualTo('a');

        assertThatThrownBy(slow::read)
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("of 120 s, 120 s went by waiting");
    }

    private InputStream computing() {
        return deadline.watch(new ByteArrayInputStream(new byte[] {'a', 'b'}), "Validate File");
    }

    private void pass(Duration duration) {
        now += duration.toNanos();
    }
}
