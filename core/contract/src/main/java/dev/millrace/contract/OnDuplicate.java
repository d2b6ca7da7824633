package dev.millrace.contract;

import java.util.Optional;

/// What happens to a file whose bytes were ingested before under another name or version (`millrace.onDuplicate`).
public enum OnDuplicate implements Spelled {
    /// It waits for a person to decide.
    HOLD("hold"),
    /// It is loaded like any other file.
    LOAD("load"),
    /// It is passed over.
    SKIP("skip");

    private final String text;

    OnDuplicate(String text) {
        this.text = text;
    }

    /// The spelling used in contracts, such as `hold`.
    @Override
    public String text() {
        return text;
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<OnDuplicate> ofText(String text) {
        return Spelled.find(OnDuplicate.class, text);
    }
}
