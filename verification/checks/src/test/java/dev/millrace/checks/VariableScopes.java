package dev.millrace.checks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Where a state machine's variables live: in the execution, or in one run of a Map's or Parallel's states.
final class VariableScopes {
    private VariableScopes() {}

    /// A name is unique over outer and inner scopes (Step Functions developer guide, "Passing data between states with
    /// variables"): an inner scope may read what the outer one assigned, but neither assign it nor hide it. Scopes
    /// beside each other may use the same names.
    static List<String> nameEachVariableOnce(StateMachine machine) {
        var broken = new ArrayList<String>();
        look(machine.definition(), Set.of(), broken);
        return broken;
    }

    private static void look(JsonNode scope, Set<String> outer, List<String> broken) {
        var own = new TreeSet<String>();
        scope.path("States").forEach(state -> {
            assigned(state, own);
            List.of("Choices", "Catch").forEach(list -> state.path(list).forEach(way -> assigned(way, own)));
        });
        own.stream()
                .filter(outer::contains)
                .forEach(
                        name -> broken.add("the variable %s of the scope that begins with '%s' is one of an outer scope"
                                .formatted(name, scope.path("StartAt").asText())));
        var known = new HashSet<>(outer);
        known.addAll(own);
        scope.path("States").forEach(state -> {
            List.of("ItemProcessor", "Iterator").forEach(inner -> look(state.path(inner), known, broken));
            state.path("Branches").forEach(branch -> look(branch, known, broken));
        });
    }

    private static void assigned(JsonNode node, Set<String> names) {
        node.path("Assign").fieldNames().forEachRemaining(names::add);
    }
}
