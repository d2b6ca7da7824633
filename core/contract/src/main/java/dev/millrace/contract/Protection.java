package dev.millrace.contract;

import java.util.Optional;

/// What becomes of the values of a classified column before they leave the first step (`millrace.protect`).
public enum Protection implements Spelled {
    /// A keyed token takes the value's place, the same one wherever the value comes up in columns of this name.
    TOKENISE("tokenise"),
    /// All but the last four characters become asterisks; of a value that has eight or less, all.
    LAST_4("last4"),
    /// What stands after the last `@` stays.
    EMAIL_DOMAIN("email-domain"),
    /// The year of a date or timestamp stays.
    YEAR("year"),
    /// The column is not loaded at all.
    DROP("drop");

    /// What stands where a value must not be shown.
    public static final String HIDDEN = "***";

    private final String text;

    Protection(String text) {
        this.text = text;
    }

    /// The spelling used in contracts, such as `tokenise`.
    @Override
    public String text() {
        return text;
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<Protection> ofText(String text) {
        return Spelled.find(Protection.class, text);
    }
}
