package dev.millrace.journeys;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A batch in which one call of AWS fails, and what comes of it.
record BatchTrial(BatchScenario scenario, CallFault fault) {
    /// All calls of a scenario, without those that another scenario came to in the same way. Together they take long:
    /// every other fault is left out unless all is wanted.
    ///
    /// @param known the ways to calls that were tried before; those of this scenario come to them
    static List<BatchTrial> all(BatchScenario scenario, Set<List<String>> known) {
        List<CallFault> all = BatchJourney.faultsOf(scenario, known);
        return IntStream.range(0, all.size())
                .filter(i -> CallFault.ALL || i % 2 == 0)
                .mapToObj(i -> new BatchTrial(scenario, all.get(i)))
                .toList();
    }

    /// What is not as it should be in the end, if only that the fault did not fire.
    List<String> wrong() {
        return Findings.of(this, this::found);
    }

    private List<String> found() {
        try (BatchJourney journey = BatchJourney.of(scenario)) {
            fault.arm(journey.http());
            journey.travel();
            List<String> wrong = journey.wrong();
            journey.http().requireFired();
            return wrong;
        }
    }

    @Override
    public String toString() {
        return scenario + ": " + fault;
    }
}
