package dev.millrace.loadfile;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.contract.DataContract;
import java.io.IOException;
import java.io.InputStream;

/// The lake: where a valid file's rows go.
interface Lake {
    /// Writes a file's rows, registers them, and takes out what an earlier attempt of the same object left elsewhere.
    /// However often and by however many this is done for an object, each of its rows stands there once.
    ///
    /// @param file bytes of the object, not closed here
    /// @return rows written: those of the file
    /// @throws IOException when the bytes broke off, or are not those that were validated
    long load(AuditRecord record, DataContract contract, InputStream file) throws IOException;
}
