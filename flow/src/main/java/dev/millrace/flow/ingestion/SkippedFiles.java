package dev.millrace.flow.ingestion;

import dev.millrace.contract.Printable;
import java.util.Optional;

/// Objects that tools leave in a bucket and that hold no data.
final class SkippedFiles {
    /// The folder of such files in archives that macOS makes.
    private static final String MACOS = "__MACOSX/";

    private static final int SHOWN = 100;

    private SkippedFiles() {}

    /// Why the object is not to be ingested; empty when it is.
    static Optional<String> reason(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            return Optional.of("A folder marker");
        }
        if (name.endsWith("_$folder$")) {
            return Optional.of("A folder marker of Hadoop");
        }
        if (name.equals("_SUCCESS") || name.equals(".DS_Store")) {
            return Optional.of("A marker file (" + name + ")");
        }
        if (name.startsWith("._") || key.startsWith(MACOS) || key.contains("/" + MACOS)) {
            return Optional.of("A file of macOS about another one (" + Printable.of(name, SHOWN) + ")");
        }
        return Optional.empty();
    }
}
