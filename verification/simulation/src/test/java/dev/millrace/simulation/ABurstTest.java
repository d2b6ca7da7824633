package dev.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.simulation.Simulation.Report;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// All at once: ten thousand files within a second, and of each dataset a hundred versions of one key besides.
class ABurstTest {
    @Test
    @Tag("H044")
    void isTakenWhole() {
        Report report = Cores.one(machine -> {
            var simulation = new Simulation(1, Hardship.NONE, Defect.NONE, machine, false);
            simulation.partner().planBurst(10_000, 100);
            return simulation.live();
        });

        assertThat(report.violations()).isEmpty();
        assertThat(report.uploads()).isEqualTo(10_400);
        assertThat(report.executions()).isEqualTo(report.uploads());
    }
}
