package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every call of AWS that a file's way makes fails before it was made and after, each once, in one of the ways that a
/// client cannot tell apart (in all with `-Djourneys.allModes=true`), and each so often that the client's own
/// retries are used up. In the end the file is where it belongs, its rows are there once, and its owners were told.
@Tags({@Tag("H040"), @Tag("H041"), @Tag("H087"), @Tag("H088"), @Tag("H094"), @Tag("H111")})
class EachCallFailsTest {
    static Stream<Scenario> scenarios() {
        return Stream.of(
                Scenario.appendedFile(),
                Scenario.replacingFile(),
                Scenario.duplicateFile(),
                Scenario.remarkedFile(),
                Scenario.remarkedReplacement(),
                Scenario.badFile(),
                Scenario.badFileInParts(),
                Scenario.poisonousFile(),
                Scenario.failingFile(),
                Scenario.misfittingFile(),
                Scenario.unmatchedFile());
    }

    /// Of sets, in which one file lets others go on.
    static Stream<Scenario> ofSets() {
        return Stream.of(Scenario.waitingFile(), Scenario.completingFile(), Scenario.controlFile());
    }

    /// The trials of a scenario.
    record Trials(Scenario scenario, List<Trial> trials) {
        @Override
        public String toString() {
            return "%s: %d trials".formatted(scenario, trials.size());
        }
    }

    static Stream<Trials> trials() {
        var known = new HashSet<List<String>>();
        return Stream.concat(scenarios(), ofSets()).map(scenario -> new Trials(scenario, Trial.all(scenario, known)));
    }

    @ParameterizedTest
    @MethodSource("trials")
    void nothingIsLostDoubledOrStuckWhicheverCallFails(Trials trials) {
        assertThat(trials.trials()).hasSizeGreaterThan(20);

        List<String> wrong = trials.trials().parallelStream()
                .flatMap(trial -> trial.wrong().stream())
                .toList();

        assertThat(wrong).isEmpty();
    }
}
