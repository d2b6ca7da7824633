package dev.millrace.judging.findings;

import org.jspecify.annotations.Nullable;

/// What a finding shows of a value: where it stands, and its text.
public interface Evidence {
    /// The physical line, from 1, where the value begins.
    long line();

    /// The beginning of the value's text, long enough for a finding; null when there is no value.
    @Nullable String shown();
}
