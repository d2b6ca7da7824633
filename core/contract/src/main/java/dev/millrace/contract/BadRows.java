package dev.millrace.contract;

import java.util.Objects;

/// What becomes of rows that cannot be loaded, where no rule says otherwise.
///
/// @param severity `halt` (the default) or `quarantine` (`millrace.onBadRow`)
/// @param most how many rows may be set aside (`millrace.maxBadRows`)
public record BadRows(Severity severity, Tolerance most) {
    /// A file with a bad row is refused.
    public static final BadRows DEFAULT = new BadRows(Severity.HALT, Tolerance.DEFAULT);

    public BadRows {
        Objects.requireNonNull(most);
        if (severity == Severity.WARN) {
            throw new IllegalArgumentException("A row that cannot be loaded cannot be only warned of");
        }
    }
}
