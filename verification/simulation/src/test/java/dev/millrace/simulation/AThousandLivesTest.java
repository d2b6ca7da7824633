package dev.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.asl.AslDefinition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A thousand lives of a hundred files, each rougher than years of real life: events that are lost, late, doubled and
/// out of order; calls, functions and machines that fail before or after their effect; outages; files that kill.
class AThousandLivesTest {
    private static final int SEEDS = 1000;
    private static final int FILES = 100;

    @Test
    @Tag("H088")
    @Tag("H096")
    void keepEveryPromise() {
        Lives lives = new Lives(Hardship.ROUGH, Defect.NONE, FILES).live(SEEDS, soFar -> {});

        assertThat(lives.broken()).as(lives::violations).isEmpty();
        assertThat(lives.seeds()).isEqualTo(SEEDS);
    }

    @Test
    void areTheSameForTheSameSeed() {
        AslDefinition machine = Machines.ingestFile();

        assertThat(traceOf(17, machine)).isEqualTo(traceOf(17, machine)).isNotEqualTo(traceOf(18, machine));
    }

    private static String traceOf(long seed, AslDefinition machine) {
        var simulation = new Simulation(seed, Hardship.ROUGH, Defect.NONE, machine, true);
        return String.join("\n", simulation.live(FILES).trace().all());
    }
}
