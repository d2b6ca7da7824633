package dev.millrace.audit.files;

import org.jspecify.annotations.Nullable;

/// What reading a file has shown.
///
/// @param contract the data contract version that the file is judged by; null before it is chosen or when none
///     matches
/// @param rows records in the file; null before it is validated
/// @param remarks what was found in a file that is loaded all the same; null when nothing was, or before it is
///     validated
/// @param contentSha256 lowercase hex SHA-256 of the bytes; null before the file was read to its end
/// @param findings how many findings its report holds; 0 when there is none
/// @param findingsKey key of the report in the failed bucket; null when there is none
/// @param failedKey key of the file in the failed bucket; null unless it was moved there
public record Judgement(
        @Nullable ContractPin contract,
        @Nullable Long rows,
        @Nullable Remarks remarks,
        @Nullable String contentSha256,
        long findings,
        @Nullable String findingsKey,
        @Nullable String failedKey) {}
