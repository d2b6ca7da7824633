package dev.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The command that lives many lives.
class SimulateTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Simulate simulate = new Simulate(new PrintStream(output, true, StandardCharsets.UTF_8));

    @Test
    void endsWithASummary() {
        assertThat(simulate.run(List.of("3", "10"))).isZero();
        assertThat(printed()).contains("3 seeds of 10 files", "0 seeds with violations");
    }

    @Test
    void tellsAllOfOneSeed() {
        assertThat(simulate.run(List.of("--seed", "3", "10"))).isZero();
        assertThat(printed()).contains("enters Validate File", "record is NEW", "seed 3:", "0 violations");
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(simulate.run(List.of("--seed"))).isEqualTo(2);
        assertThat(simulate.run(List.of("many"))).isEqualTo(2);
        assertThat(printed()).contains("usage: tools/simulate.sh");
    }

    private String printed() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
