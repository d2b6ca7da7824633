package dev.millrace.checks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/// Finds the longest way that an execution of a state machine can take, and counts what it leaves in its history. A
/// Task is counted as if it were tried once.
///
/// @param visits how often an execution enters a state, at most, for one state at least of each circle
/// @param items how many items each Map has
/// @param faults whether Tasks may fail, so that their Catch is taken
record Histories(Map<String, Integer> visits, int items, boolean faults) {
    /// No execution's history may have more events (Step Functions developer guide, "Step Functions service quotas").
    static final int QUOTA = 25_000;

    private static final long NONE = Long.MIN_VALUE;

    /// The execution's own start and end.
    private static final int EXECUTION = 2;

    private static final int ENTERED_AND_EXITED = 2;

    Histories {
        visits = Map.copyOf(visits);
    }

    /// How many events the longest history has (Step Functions API reference, "HistoryEvent").
    long events(StateMachine machine) {
        return EXECUTION + longest(machine.definition(), this::eventsOf);
    }

    /// How many states an execution enters at most: what is paid for.
    long transitions(StateMachine machine) {
        return longest(machine.definition(), this::transitionsOf);
    }

    private long eventsOf(JsonNode state) {
        return switch (state.path("Type").asText()) {
            case "Task" ->
                ENTERED_AND_EXITED + eventsOfTask(state.path("Resource").asText());
            case "Choice", "Pass", "Succeed", "Wait" -> ENTERED_AND_EXITED;
            case "Fail" -> 1;
            // Started and succeeded, and so is each of its iterations.
            case "Map" -> ENTERED_AND_EXITED + 2 + items * (2 + longest(inline(state), this::eventsOf));
            default -> throw new IllegalArgumentException("Nobody has counted the events of " + state.path("Type"));
        };
    }

    /// Scheduled, started and ended; submitted too, where the state waits for what it asked for.
    private static int eventsOfTask(String resource) {
        if (resource.endsWith(".sync:2") || resource.endsWith(".waitForTaskToken")) {
            return 4;
        }
        if (resource.equals("arn:${Partition}:states:::lambda:invoke")) {
            return 3;
        }
        throw new IllegalArgumentException("Nobody has counted the events of " + resource);
    }

    private long transitionsOf(JsonNode state) {
        return state.path("Type").asText().equals("Map") ? 1 + items * longest(inline(state), this::transitionsOf) : 1;
    }

    /// The states of a Map whose iterations are in the history of the execution itself.
    private static JsonNode inline(JsonNode map) {
        JsonNode processor = map.required("ItemProcessor");
        if (!processor.at("/ProcessorConfig/Mode").asText().equals("INLINE")) {
            throw new IllegalArgumentException("A distributed Map has histories of its own: " + map);
        }
        return processor;
    }

    private long longest(JsonNode scope, ToLongFunction<JsonNode> weight) {
        var search = new Search(scope.required("States"), weight);
        String start = scope.required("StartAt").asText();
        long longest = search.from(new Place(start, search.within(visits, start)));
        if (longest == NONE) {
            throw new IllegalArgumentException("No way comes to an end within these visits: " + visits);
        }
        return longest;
    }

    private List<String> targets(JsonNode state) {
        var targets = new ArrayList<String>();
        for (String field : List.of("Next", "Default")) {
            if (state.has(field)) {
                targets.add(state.get(field).asText());
            }
        }
        for (String list : faults ? List.of("Choices", "Catch") : List.of("Choices")) {
            state.path(list).forEach(way -> targets.add(way.path("Next").asText()));
        }
        return targets;
    }

    /// @param state that is entered next
    /// @param left how often each bounded state that can be reached may still be entered
    private record Place(String state, Map<String, Integer> left) {}

    /// A search through the states of one level. What is known of a place is kept, so that ways which meet are
    /// followed once.
    private final class Search {
        private final JsonNode states;
        private final ToLongFunction<JsonNode> weight;
        private final Map<Place, Long> known = new HashMap<>();
        private final Set<Place> open = new HashSet<>();
        private final Map<String, Set<String>> reachable = new HashMap<>();

        Search(JsonNode states, ToLongFunction<JsonNode> weight) {
            this.states = states;
            this.weight = weight;
        }

        /// The longest way from a place to an end; [#NONE] when none comes there.
        long from(Place place) {
            Long before = known.get(place);
            if (before != null) {
                return before;
            }
            if (!open.add(place)) {
                throw new IllegalArgumentException("Nothing bounds the circle through '%s'".formatted(place.state()));
            }
            long longest = visit(place);
            open.remove(place);
            known.put(place, longest);
            return longest;
        }

        private long visit(Place place) {
            Map<String, Integer> left = new HashMap<>(place.left());
            if (visits.containsKey(place.state()) && left.merge(place.state(), -1, Integer::sum) < 0) {
                return NONE;
            }
            JsonNode state = states.required(place.state());
            List<String> targets = targets(state);
            boolean end = state.path("End").asBoolean() || !(state.has("Next") || state.has("Choices"));
            long rest = end ? 0 : NONE;
            for (String target : targets) {
                rest = Math.max(rest, from(new Place(target, within(left, target))));
            }
            return rest == NONE ? NONE : weight.applyAsLong(state) + rest;
        }

        /// What is left of the bounded states that a state leads to.
        Map<String, Integer> within(Map<String, Integer> left, String state) {
            var within = new HashMap<>(left);
            within.keySet().retainAll(reachable.computeIfAbsent(state, this::reachableFrom));
            return Map.copyOf(within);
        }

        private Set<String> reachableFrom(String state) {
            var seen = new HashSet<String>(Set.of(state));
            var next = new ArrayDeque<String>(seen);
            while (!next.isEmpty()) {
                Collection<String> targets = targets(states.required(next.remove()));
                targets.stream().filter(seen::add).forEach(next::add);
            }
            return seen;
        }
    }
}
