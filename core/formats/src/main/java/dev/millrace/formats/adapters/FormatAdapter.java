package dev.millrace.formats.adapters;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.FormatKind;
import dev.millrace.judging.RecordJudge;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.io.InputStream;

/// A format of files: how contracts set it, and how its files are judged.
public interface FormatAdapter extends FormatKind {
    /// Whether its files are read in places, not from their beginning to their end. Such files are never packed as a
    /// whole.
    default boolean isReadInPlaces() {
        return false;
    }

    /// Judges the records of a file that is read in places.
    ///
    /// @return whether reading stopped before the end
    default boolean judge(DataContract contract, FileBytes file, RecordJudge records) throws IOException {
        throw new UnsupportedOperationException("%s is not read in places".formatted(names()));
    }

    /// Judges the records of a file from its unpacked bytes.
    ///
    /// @return whether reading stopped before the end
    default boolean judge(DataContract contract, InputStream bytes, RecordJudge records) throws IOException {
        throw new UnsupportedOperationException("%s is read in places".formatted(names()));
    }
}
