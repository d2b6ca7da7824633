package dev.millrace.protocols;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What came out of judging one file of a run.
///
/// @param outcome [#VALID], [#INVALID], [#GONE] or [#UNREADABLE]
/// @param rows data records in the file: all, or those up to where reading stopped
/// @param rowsSetAside how many of them are set aside
/// @param bytes that were read, packed as they came
/// @param sha256 of the file's bytes, in lowercase hex; null when they were not all read
/// @param md5 of the file's bytes, in lowercase hex; null when its contract has no control files to compare it with
/// @param findings how many findings there are
/// @param findingsPlace place of them as [JudgedFindings]; null when there are none
/// @param stagedPlace place of the Parquet file of its good rows; null when it has none, or is not valid
/// @param setAsidePlace place of the Parquet file of the rows that are set aside; null when there are none
/// @param newColumns what the contract may be given next, where it says `evolve`
/// @param reason for people, why it is [#UNREADABLE]; else null
public record JudgedFile(
        String oid,
        String outcome,
        long rows,
        long rowsSetAside,
        long bytes,
        @Nullable String sha256,
        @Nullable String md5,
        long findings,
        @Nullable String findingsPlace,
        @Nullable String stagedPlace,
        @Nullable String setAsidePlace,
        List<JudgedColumn> newColumns,
        @Nullable String reason) {
    /// It keeps its contract; its good rows are staged.
    public static final String VALID = "VALID";

    /// It breaks its contract; nothing of it is staged.
    public static final String INVALID = "INVALID";

    /// The version is not there any more.
    public static final String GONE = "GONE";

    /// The version is archived, or encrypted with a key that the job may not use.
    public static final String UNREADABLE = "UNREADABLE";

    public JudgedFile {
        InputFile.requireOid(oid);
        newColumns = List.copyOf(newColumns);
        if (!Set.of(VALID, INVALID, GONE, UNREADABLE).contains(outcome)) {
            throw new IllegalArgumentException("Not an outcome: " + outcome);
        }
    }

    /// Name of what was found in a file, below the folder of results.
    public static String findingsName(String oid) {
        return "findings/%s.json".formatted(oid);
    }

    /// Name of a file's rows that are set aside, below the folder of results.
    public static String setAsideName(String oid) {
        return "set_aside/%s/%s.parquet".formatted(oid, oid);
    }

    /// How many of its rows are staged.
    public long rowsStaged() {
        return outcome.equals(VALID) ? rows - rowsSetAside : 0;
    }
}
