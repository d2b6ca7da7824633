package dev.millrace.local.jobs;

import java.io.Serial;

/// What a service answers instead of doing what it was asked, by the code of its documentation.
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String code;

    Refusal(String code, String message) {
        super(message);
        this.code = code;
    }

    /// Such as `EntityNotFoundException`.
    String code() {
        return code;
    }

    /// What is said about it.
    String text() {
        return String.valueOf(getMessage());
    }
}
