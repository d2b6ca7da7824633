package dev.millrace.authoring.inference;

import dev.millrace.formats.json.JsonKind;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Which kinds of JSON values stand under a name. A column has one kind of values only, besides null.
final class JsonKinds {
    private static final Set<JsonKind> TRUTH = EnumSet.of(JsonKind.TRUE, JsonKind.FALSE);

    private final Set<JsonKind> seen = EnumSet.noneOf(JsonKind.class);
    private boolean objectsInArray;

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

    /// Notes the first byte in an array that is no white space.
    void addInArray(byte first) {
        objectsInArray |= first == '{';
    }

    /// Whether an array begins with an object.
    boolean hasObjectsInArray() {
        return objectsInArray;
    }

    /// The kinds, in words.
    String description() {
        return seen.stream()
                .map(kind -> switch (kind) {
                    case STRING -> "texts";
                    case NUMBER -> "numbers";
                    case TRUE, FALSE -> "true or false";
                    case OBJECT -> "objects";
                    case ARRAY -> "arrays";
                    case ABSENT, NULL -> "none";
                })
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// Whether some are arrays or objects.
    boolean hasNested() {
        return seen.contains(JsonKind.ARRAY) || seen.contains(JsonKind.OBJECT);
    }
}
