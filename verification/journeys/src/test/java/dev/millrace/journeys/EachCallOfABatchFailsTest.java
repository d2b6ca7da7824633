package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every call of AWS that a batch makes, its job's too, fails before it was made and after, once, and so often that the
/// client's own retries are used up. In the end every file is where it belongs, and `./millrace verify` finds nothing.
@Tags({@Tag("H040"), @Tag("H041"), @Tag("H087"), @Tag("H111")})
class EachCallOfABatchFailsTest {
    /// The trials of a scenario.
    record Trials(BatchScenario scenario, List<BatchTrial> trials) {
        @Override
        public String toString() {
            return "%s: %d trials".formatted(scenario, trials.size());
        }
    }

    static Stream<Trials> trials() {
        var known = new HashSet<List<String>>();
        return ABatchTravelsTest.scenarios()
                .map(scenario -> new Trials(scenario, BatchTrial.all(scenario, known)))
                .filter(trials -> !trials.trials().isEmpty());
    }

    @Test
    void thereIsMuchToTry() {
        assertThat(trials().mapToInt(trials -> trials.trials().size()).sum()).isGreaterThan(500);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void nothingIsLostDoubledOrStuckWhicheverCallFails(Trials trials) {
        List<String> wrong = trials.trials().parallelStream()
                .flatMap(trial -> trial.wrong().stream())
                .toList();

        assertThat(wrong).isEmpty();
    }
}
