package dev.millrace.loadfile;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.contract.DataContract;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.protocols.JudgedFile;
import java.io.IOException;

/// The lake: where a valid file's rows go.
interface Lake {
    /// Writes a file's rows, registers them, and takes out what an earlier attempt of the same object left elsewhere.
    /// However often and by however many this is done for an object, each of its rows stands there once.
    ///
    /// @param file bytes of the object
    /// @return rows written: those of the file, as loaded or as set aside
    /// @throws dev.millrace.faults.ObjectVanished when the object is not there any more
    /// @throws TableConflict when the table cannot take them; then nothing of the object is in the lake
    /// @throws IOException when the bytes broke off, or are not those that were validated
    long load(AuditRecord record, DataContract contract, FileBytes file) throws IOException;

    /// Writes a file's good rows, with all their columns, into one file for the job of a batch, which brings them into
    /// the table; rows that are set aside go where [#load] puts them. Repeats leave the same.
    ///
    /// @param file bytes of the object
    /// @param prefix where the batch's files are staged, below the staging bucket; a slash at its end
    /// @return rows written: those of the file, as staged or as set aside
    /// @throws dev.millrace.faults.ObjectVanished when the object is not there any more
    /// @throws TableConflict when the table cannot take them; then nothing of the object is in the lake
    /// @throws IOException when the bytes broke off, or are not those that were validated
    long stage(AuditRecord record, DataContract contract, FileBytes file, String prefix) throws IOException;

    /// Takes up a file that the job of its batch has judged and staged: its good rows lie where they must; rows that
    /// are set aside go where [#load] puts them. Repeats leave the same.
    ///
    /// @param batch that the file is in
    /// @param judged what the job says of it
    /// @return rows of the file, as staged or as set aside
    /// @throws TableConflict when the table cannot take them; then nothing of the object is in the lake
    /// @throws IOException when a copy went wrong
    /// @throws IllegalStateException when what the job says is not what the record says
    long takeUp(AuditRecord record, DataContract contract, BatchRef batch, JudgedFile judged) throws IOException;
}
