package dev.millrace.formats.json;

/// What kind of value stands under a name.
public enum JsonKind {
    /// The record does not have the name.
    ABSENT("nothing"),
    NULL("null"),
    STRING("a string"),
    NUMBER("a number"),
    TRUE("true"),
    FALSE("false"),
    OBJECT("an object"),
    ARRAY("an array");

    private final String description;

    JsonKind(String description) {
        this.description = description;
    }

    /// With its article, such as `a string`.
    public String description() {
        return description;
    }
}
