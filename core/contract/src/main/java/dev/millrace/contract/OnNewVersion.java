package dev.millrace.contract;

import java.util.Optional;

/// What happens when an object key that was ingested before gets new content (`millrace.onNewVersion`).
public enum OnNewVersion implements Spelled {
    /// Its rows are loaded beside those of the older version.
    APPEND("append"),
    /// Its rows take the place of the rows of the older version.
    REPLACE("replace"),
    /// It is set aside.
    REFUSE("refuse");

    private final String text;

    OnNewVersion(String text) {
        this.text = text;
    }

    /// The spelling used in contracts, such as `append`.
    @Override
    public String text() {
        return text;
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<OnNewVersion> ofText(String text) {
        return Spelled.find(OnNewVersion.class, text);
    }
}
