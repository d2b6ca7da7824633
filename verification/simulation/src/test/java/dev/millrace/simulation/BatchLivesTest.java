package dev.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Lives of daily datasets, each rougher than years of real life, judged at every end of a batch by what `./millrace
/// verify` finds, and in the end by what became of each file. `-Dbatch.lives=N` lives more of them.
class BatchLivesTest {
    private static final int SEEDS = Integer.getInteger("batch.lives", 8);
    private static final int FILES = 24;

    /// Most flaws are found by the first life. Some need a run of a job that goes on alone at the wrong moment, as one
    /// in twenty does.
    private static final int TRIES = 60;

    @Test
    void nothingFailsWhereNothingGoesWrong() {
        assertThat(broken(Hardship.NONE, BatchFlaw.NONE, 3)).isEmpty();
    }

    @Test
    @Tag("H088")
    @Tag("H096")
    void everyPromiseIsKeptWhateverGoesWrong() {
        assertThat(broken(Hardship.ROUGH, BatchFlaw.NONE, SEEDS)).isEmpty();
        assertThat(broken(Hardship.HAUNTED, BatchFlaw.NONE, SEEDS)).isEmpty();
    }

    /// The judges see what is wrong.
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void flawsAreFound(BatchFlaw flaw) {
        assertThat(broken(Hardship.HAUNTED, flaw, TRIES))
                .as("seeds in which %s is found", flaw)
                .isNotEmpty();
    }

    /// The lives of some seeds in which promises were broken; with a flaw, the first is enough.
    private static Map<Long, List<String>> broken(Hardship hardship, BatchFlaw flaw, int seeds) {
        Map<Long, List<String>> broken = new ConcurrentSkipListMap<>();
        Stream<Long> all =
                LongStream.rangeClosed(1, seeds).boxed().takeWhile(seed -> flaw == BatchFlaw.NONE || broken.isEmpty());
        Cores.each(all, (machine, seed) -> {
            List<String> found = new BatchLife(seed, hardship, flaw, false).live(FILES);
            if (!found.isEmpty()) {
                broken.put(seed, found);
            }
        });
        return broken;
    }
}
