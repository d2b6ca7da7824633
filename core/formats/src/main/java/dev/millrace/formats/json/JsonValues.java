package dev.millrace.formats.json;

import dev.millrace.contract.LogicalType;

/// What kind of JSON value a column's values are written as. There is no other way: a number in quotes is a string,
/// and a column either has the one or the other.
enum JsonValues {
    NUMBERS("must be a number, not %s"),
    TRUTH_VALUES("must be true or false, not %s"),
    STRINGS("must be a string, not %s");

    private final String message;

    JsonValues(String message) {
        this.message = message;
    }

    /// Days, times and moments are strings, for JSON has no kind for them.
    static JsonValues of(LogicalType type) {
        if (type instanceof LogicalType.IntegerType
                || type instanceof LogicalType.DecimalType
                || type instanceof LogicalType.FloatType) {
            return NUMBERS;
        }
        return type instanceof LogicalType.BooleanType ? TRUTH_VALUES : STRINGS;
    }

    boolean include(JsonKind kind) {
        return switch (kind) {
            case NUMBER -> this == NUMBERS;
            case TRUE, FALSE -> this == TRUTH_VALUES;
            case STRING -> this == STRINGS;
            case ABSENT, NULL, OBJECT, ARRAY -> false;
        };
    }

    /// Why a value of `kind` is none of these, in words that complete "the value …".
    String message(JsonKind kind) {
        return message.formatted(kind.description());
    }
}
