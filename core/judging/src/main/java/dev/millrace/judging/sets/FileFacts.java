package dev.millrace.judging.sets;

import org.jspecify.annotations.Nullable;

/// What is known of a file that was read to its end.
///
/// @param key its object key
/// @param bytes its size
/// @param rows its records, without the header
/// @param sha256 of its bytes, lowercase hex
/// @param md5 of its bytes, lowercase hex; null when nobody computed it, so that no entry with one is met
public record FileFacts(
        String key,
        long bytes,
        long rows,
        String sha256,
        @Nullable String md5) {

    /// The same with an MD5.
    public FileFacts withMd5(String computed) {
        return new FileFacts(key, bytes, rows, sha256, computed);
    }
}
