package dev.millrace.contract;

import java.util.Optional;

/// What breaking a rule does to a file.
public enum Severity implements Spelled {
    /// The file is refused.
    HALT("halt"),
    /// The row is set aside, the others are loaded; with too many such rows the file is refused.
    QUARANTINE("quarantine"),
    /// It is told, and the row is loaded.
    WARN("warn");

    private final String text;

    Severity(String text) {
        this.text = text;
    }

    /// The spelling used in contracts, such as `halt`.
    @Override
    public String text() {
        return text;
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<Severity> ofText(String text) {
        return Spelled.find(Severity.class, text);
    }
}
