package dev.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The oracle sees what is wrong: it finds every defect that is put in, and none where none is.
class DefectsTest {
    private static final int SEEDS = 24;
    private static final int FILES = 100;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void areFound(Defect defect) {
        Lives lives = new Lives(Hardship.HAUNTED, defect, FILES).liveUntilBroken(SEEDS);

        assertThat(lives.broken()).as("seeds in which %s is found", defect).isNotEmpty();
    }

    @Test
    void areNotSeenWhereThereAreNone() {
        Lives lives = new Lives(Hardship.HAUNTED, Defect.NONE, FILES).live(SEEDS, soFar -> {});

        assertThat(lives.broken()).as(lives::violations).isEmpty();
    }
}
