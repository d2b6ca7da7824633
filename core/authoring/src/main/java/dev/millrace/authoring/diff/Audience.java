package dev.millrace.authoring.diff;

import java.util.Locale;

/// Who relies on a contract.
public enum Audience {
    /// Those whose programs write the files.
    PRODUCERS("producers of files"),
    /// Those whose programs read the table in the lake.
    CONSUMERS("consumers of the table"),
    /// The persons that the data tells of.
    DATA_SUBJECTS("the persons in the data");

    private final String description;

    Audience(String description) {
        this.description = description;
    }

    /// In words, such as `producers of files`.
    public String description() {
        return description;
    }

    /// In one word for programs, such as `data-subjects`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
