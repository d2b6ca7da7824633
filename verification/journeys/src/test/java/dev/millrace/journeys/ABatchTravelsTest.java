package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches in which nothing is made to fail. Those that take little time come first: others try what these do not.
class ABatchTravelsTest {
    static Stream<BatchScenario> scenarios() {
        return Stream.of(
                BatchScenario.ofASet(),
                BatchScenario.ofBigFiles(),
                BatchScenario.ofADuplicate(),
                BatchScenario.ofNoRows(),
                BatchScenario.ofNothing(),
                BatchScenario.ofFiles(),
                BatchScenario.ofVersions(),
                BatchScenario.ofUnheardRuns(),
                BatchScenario.ofLongJudging(),
                BatchScenario.ofALongJob(),
                BatchScenario.ofAFailingJob());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsAsItShould(BatchScenario scenario) {
        try (BatchJourney journey = BatchJourney.of(scenario)) {
            journey.travel();

            assertThat(journey.wrong()).isEmpty();
            assertThat(journey.badEnds()).isEmpty();
        }
    }
}
