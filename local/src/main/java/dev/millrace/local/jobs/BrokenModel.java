package dev.millrace.local.jobs;

import java.io.Serial;
import java.util.List;

/// An answer of this server is none that the service would give.
final class BrokenModel extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1;

    BrokenModel(String operation, List<String> problems) {
        super("The answer of %s breaks the service's model: %s".formatted(operation, problems));
    }
}
