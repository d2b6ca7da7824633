package dev.millrace.common.ingestion;

import java.util.Optional;

/// Objects that tools leave in a bucket and that hold no data.
final class SkippedFiles {
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
        return Optional.empty();
    }
}
