package dev.millrace.protocols;

import java.util.List;

/// What a Spark job did.
///
/// @param kind that of its manifest
/// @param contract place of the contract that the job went by, as its manifest names it
/// @param rowsRead rows of the run's files, without those in `refused`: staged ones, or those of files that were
///     judged
/// @param rowsWritten rows in the partitions that were written, those that lay there before among them; or, of files
///     that were judged, rows that were staged
/// @param partitions the partitions that were switched, by their paths; none of [RunManifest#JUDGE]
/// @param files what was judged, in the manifest's order; none of [RunManifest#CURATE]
/// @param refused the files whose rows the job could not curate, and left out; none of [RunManifest#JUDGE]
/// @param setAside the files of which the job could not curate some rows, and has set these aside; their other rows are
///     in the table; none of [RunManifest#JUDGE]
/// @param peakMemoryBytes the most heap that the driver's JVM had in use
public record RunResult(
        String kind,
        String dataset,
        String batch,
        String contract,
        long rowsRead,
        long rowsWritten,
        List<CuratedPartition> partitions,
        List<JudgedFile> files,
        List<RefusedFile> refused,
        List<RowsAside> setAside,
        long peakMemoryBytes) {
    public RunResult {
        RunManifest.requireKind(kind);
        RunManifest.requireBatch(batch);
        partitions = List.copyOf(partitions);
        files = List.copyOf(files);
        refused = List.copyOf(refused);
        setAside = List.copyOf(setAside);
    }
}
