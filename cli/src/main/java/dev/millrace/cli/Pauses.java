package dev.millrace.cli;

import dev.millrace.local.UserError;
import java.time.Duration;

/// Waiting between two looks at something.
final class Pauses {
    private Pauses() {}

    /// @throws Trouble when interrupted
    static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted while waiting", e);
        }
    }
}
