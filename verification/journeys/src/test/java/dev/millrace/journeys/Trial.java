package dev.millrace.journeys;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A journey in which one call of AWS fails, and what comes of it.
record Trial(Scenario scenario, CallFault fault) {
    /// All calls of a scenario.
    static List<Trial> all(Scenario scenario) {
        return all(scenario, new HashSet<>());
    }

    /// The same without the calls that another scenario came to in the same way.
    ///
    /// @param known the ways to calls (all calls up to them) that were tried before; those of this scenario come
    ///     to them
    static List<Trial> all(Scenario scenario, Set<List<String>> known) {
        return CallFault.all(Journey.callsOf(scenario), known).stream()
                .map(fault -> new Trial(scenario, fault))
                .toList();
    }

    /// What is not as it should be in the end, if only that the fault did not fire.
    List<String> wrong() {
        return wrong(Defect.NONE);
    }

    /// The same with something that is wrong from the beginning.
    List<String> wrong(Defect defect) {
        return Findings.of(this, () -> found(defect));
    }

    private List<String> found(Defect defect) {
        try (Journey journey = Journey.of(scenario, defect)) {
            journey.prepare();
            fault.arm(journey.http());
            Journey.Outcome outcome = journey.travel();
            List<String> wrong = journey.settle(outcome.object());
            journey.http().requireFired();
            return wrong;
        }
    }

    @Override
    public String toString() {
        return scenario + ": " + fault;
    }
}
