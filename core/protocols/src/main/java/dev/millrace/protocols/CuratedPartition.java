package dev.millrace.protocols;

/// A partition of the dataset's table after a run.
///
/// @param path below the table's folder, such as `year=2026/country=NL`
/// @param rows that it has now; 0 when the run left none in it
/// @param location the folder, ending in `/`, where the catalog says that its files are
public record CuratedPartition(String path, long rows, String location) {}
