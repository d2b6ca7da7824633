package dev.millrace.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/// The checkout that the tests run in.
public final class Checkout {
    private Checkout() {}

    /// The folder that holds `template.yaml`, from wherever in it a test runs.
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("No template.yaml in " + Path.of("").toAbsolutePath() + " or above it");
        }
        return folder;
    }
}
