package dev.millrace.contract;

import java.util.Optional;

/// How numbers are written in files of text (`millrace.numbers`).
public enum NumberForm implements Spelled {
    /// Digits on both sides of a point, and no sign but a minus: `0.5`, `-0.5`, `5`, `1e3`.
    STRICT("strict"),
    /// Also `.5`, `-.5`, `5.` and `+5`.
    LENIENT("lenient");

    private final String text;

    NumberForm(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /// The form that `text` names.
    public static Optional<NumberForm> ofText(String text) {
        return Spelled.find(NumberForm.class, text);
    }
}
