package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import java.util.HashMap;
import java.util.Map;

/// How often chance struck the executions of an object down: machines that died, people who aborted them.
final class Mishaps {
    /// So many look like a fault of the file, to anybody who cannot see the dice.
    private static final int SUSPICIOUS = 3;

    private final Map<ObjectId, Integer> counts = new HashMap<>();

    void add(ObjectId object) {
        counts.merge(object, 1, Integer::sum);
    }

    /// Whether a good file may look as if it were itself the cause.
    boolean lookLikeAFaultOf(ObjectId object) {
        return counts.getOrDefault(object, 0) >= SUSPICIOUS;
    }
}
