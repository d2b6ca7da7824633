package dev.millrace.local.jobs;

import java.io.Serial;

/// Something was done, and its answer gets lost on the way.
final class LostAnswer extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    LostAnswer(String what) {
        super("The answer of %s gets lost, as it was asked for".formatted(what));
    }
}
