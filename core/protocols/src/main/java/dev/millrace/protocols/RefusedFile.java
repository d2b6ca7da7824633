package dev.millrace.protocols;

import java.util.List;

/// A file whose rows the job could not curate. None of its rows are in the table.
///
/// @param oid the object's id
/// @param lines the physical lines at which the first such records begin; empty when no line is known
/// @param reason why, for people; it holds no value of the file
public record RefusedFile(String oid, List<Long> lines, String reason) {
    /// At most this many lines are named.
    public static final int MOST_LINES = 20;

    public RefusedFile {
        InputFile.requireOid(oid);
        lines = List.copyOf(lines);
    }
}
