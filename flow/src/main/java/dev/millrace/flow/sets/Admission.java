package dev.millrace.flow.sets;

import dev.millrace.audit.files.AuditRecord;
import java.util.List;

/// Whether a file that keeps its contract may be loaded, as far as its set is concerned.
public sealed interface Admission {
    /// It may: it has no set, or its set is complete.
    record Goes() implements Admission {}

    /// It waits, and is HELD; or another execution took over.
    ///
    /// @param record as it is now
    record Waits(AuditRecord record) implements Admission {}

    /// It is not what its control file announces.
    ///
    /// @param controlKey key of the control file
    /// @param differences at least one, for people, each with both values
    record Differs(String controlKey, List<String> differences) implements Admission {
        public Differs {
            differences = List.copyOf(differences);
        }
    }
}
