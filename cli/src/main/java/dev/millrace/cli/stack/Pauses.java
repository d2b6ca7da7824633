package dev.millrace.cli.stack;

import dev.millrace.local.UserError;
import java.time.Duration;

/// Waiting between two looks at something.
public final class Pauses {
    private Pauses() {}

    /// Waits.
    ///
    /// @throws UserError when interrupted
    public static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted while waiting", e);
        }
    }
}
