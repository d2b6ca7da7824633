package dev.millrace.protocols;

import java.util.List;

/// The rows of a file that the job could not curate and has set aside, since the contract lets it. The file's other
/// rows are in the table.
///
/// @param oid the object's id
/// @param rows how many, 1 or more
/// @param lines the physical lines at which the first such records begin, at most [RefusedFile#MOST_LINES]
/// @param reason why the first of them was set aside, for people; it holds no value of the file
public record RowsAside(String oid, long rows, List<Long> lines, String reason) {
    public RowsAside {
        InputFile.requireOid(oid);
        lines = List.copyOf(lines);
        if (rows < 1) {
            throw new IllegalArgumentException("No rows of %s are set aside".formatted(oid));
        }
    }

    /// Name of the file with them, in the folder of their partition: beside the one with the rows that were set aside
    /// before, and another one for each batch.
    public static String fileName(String oid, String batch) {
        return "%s.%s.parquet".formatted(oid, batch);
    }
}
