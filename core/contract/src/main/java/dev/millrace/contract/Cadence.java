package dev.millrace.contract;

import java.util.Optional;

/// Whether a file is ingested when it lands or by the next batch run (`millrace.cadence`).
public enum Cadence implements Spelled {
    /// As soon as the file has landed.
    ON_ARRIVAL("on-arrival"),
    /// By the daily batch.
    DAILY("daily"),
    /// By the monthly batch.
    MONTHLY("monthly");

    private final String text;

    Cadence(String text) {
        this.text = text;
    }

    /// The spelling used in contracts, such as `on-arrival`.
    @Override
    public String text() {
        return text;
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<Cadence> ofText(String text) {
        return Spelled.find(Cadence.class, text);
    }
}
