package dev.millrace.audit.incidents;

import dev.millrace.audit.files.NoticeKind;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Notices alike: of one dataset, of one kind, for one class of reasons.
///
/// @param id which notices it is made of
/// @param reason why, in the words of the first
/// @param closed whether it had no new notice in a whole window; then the next one is a first again
/// @param files how many files were gathered that its owners have not been told of
/// @param from when the first of them was refused, held or failed; null when there is none
/// @param to when the last of them was; null when there is none
/// @param keys of the first of them
/// @param revision counts the writes of the one who gathers
public record Incident(
        Id id,
        String reason,
        boolean closed,
        long files,
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> keys,
        long revision) {
    /// How many keys are kept.
    static final int MAX_KEYS = 10;

    public Incident {
        keys = List.copyOf(keys);
    }

    /// What makes notices alike.
    ///
    /// @param dataset name of the dataset, or `unmatched`
    /// @param reasonClass what reasons have in common, free of values: letters, digits and hyphens, at most 80
    public record Id(String dataset, NoticeKind kind, String reasonClass) {
        private static final Pattern CLASS = Pattern.compile("[A-Za-z0-9-]{1,80}");

        public Id {
            if (!CLASS.matcher(reasonClass).matches()) {
                throw new IllegalArgumentException("No class of reasons: " + reasonClass);
            }
        }

        /// The id as one text, by which [#of] finds it.
        String text() {
            return dataset + "#" + kind + "#" + reasonClass;
        }

        static Id of(String text) {
            String[] parts = text.split("#", 3);
            return new Id(parts[0], NoticeKind.valueOf(parts[1]), parts[2]);
        }
    }
}
