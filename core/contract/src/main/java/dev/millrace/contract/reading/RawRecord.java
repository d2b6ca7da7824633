package dev.millrace.contract.reading;

import org.jspecify.annotations.Nullable;

/// The current record as it stands in its file.
interface RawRecord {
    /// As [BadRow#text].
    @Nullable String text(int column);

    /// As [BadRow#whole].
    @Nullable String whole();
}
