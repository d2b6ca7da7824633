package dev.millrace.flow.verification;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Curation;
import dev.millrace.contract.DataContract;

/// How many rows of an INGESTED file stand in a table, against how many are recorded.
public enum RowCountRule {
    /// As many as were loaded.
    EXACT,
    /// Fewer, or none, when newer rows took their place or a program left them out; never more.
    AT_MOST,
    /// As many as were set aside.
    SET_ASIDE;

    /// The rule that a data contract makes for its dataset's table.
    public static RowCountRule of(DataContract contract) {
        Curation curation = contract.curation();
        boolean curates = curation.deduplication() != Curation.Deduplication.NONE
                || curation.transform().isPresent();
        return contract.cadence() != Cadence.ON_ARRIVAL && curates ? AT_MOST : EXACT;
    }

    long expected(AuditRecord record) {
        return this == SET_ASIDE ? record.rowsSetAside() : record.goodRows();
    }

    boolean allows(AuditRecord record, long found) {
        return this == AT_MOST ? found <= expected(record) : found == expected(record);
    }
}
