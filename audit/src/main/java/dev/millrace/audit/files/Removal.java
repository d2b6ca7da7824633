package dev.millrace.audit.files;

import dev.millrace.base.identity.ObjectId;
import java.time.Instant;

/// An order to take rows from their table. It is written in the same transaction as the move that makes them wrong,
/// so it is never forgotten.
///
/// @param oid whose
/// @param what [#OWN] or [#OLDER]
/// @param due when it is to be carried out (again)
public record Removal(ObjectId oid, String what, Instant due) {
    /// The object's own rows: it is no longer to be ingested.
    public static final String OWN = "own";

    /// The rows of the ingested versions of its key that are older: it replaces them.
    public static final String OLDER = "older";

    /// Whether it takes the rows of one of its targets. An object that is loaded, or being loaded, again keeps its
    /// rows: whoever let it go on had to wait for the order, so this is a record edited by hand.
    public boolean takes(AuditRecord target) {
        return what.equals(OLDER)
                || (target.state() != AuditState.INGESTED
                        && target.state() != AuditState.LOADING
                        && target.state() != AuditState.VALID);
    }
}
