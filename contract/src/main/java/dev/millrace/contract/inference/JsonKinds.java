package dev.millrace.contract.inference;

import dev.millrace.contract.json.JsonKind;
import java.util.EnumSet;
import java.util.Set;

/// Which kinds of JSON values stand under a name. A column has one kind of values only, besides null.
final class JsonKinds {
    private static final Set<JsonKind> TRUTH = EnumSet.of(JsonKind.TRUE, JsonKind.FALSE);

    private final Set<JsonKind> seen = EnumSet.noneOf(JsonKind.class);

    void add(JsonKind kind) {
        if (kind != JsonKind.ABSENT && kind != JsonKind.NULL) {
            seen.add(kind);
        }
    }

    /// Whether a column can be made of the values.
    boolean areOneColumn() {
        return isStrings() || seen.equals(EnumSet.of(JsonKind.NUMBER)) || TRUTH.containsAll(seen);
    }

    ValueKind kind() {
        if (isStrings()) {
            return ValueKind.STRING;
        }
        return seen.contains(JsonKind.NUMBER) ? ValueKind.NUMBER : ValueKind.TRUTH;
    }

    /// Whether all are strings; also of none at all.
    private boolean isStrings() {
        return seen.isEmpty() || seen.equals(EnumSet.of(JsonKind.STRING));
    }

    /// Whether some are arrays or objects.
    boolean hasNested() {
        return seen.contains(JsonKind.ARRAY) || seen.contains(JsonKind.OBJECT);
    }
}
