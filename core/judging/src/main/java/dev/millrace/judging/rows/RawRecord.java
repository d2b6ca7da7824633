package dev.millrace.judging.rows;

import org.jspecify.annotations.Nullable;

/// The current record as it stands in its file.
public interface RawRecord {
    /// As [BadRow#text].
    @Nullable String text(int column);

    /// As [BadRow#whole].
    @Nullable String whole();
}
