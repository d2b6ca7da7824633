package dev.millrace.loadfile;

import java.nio.file.Path;

/// The bucket of the lake.
interface LakeBucket {
    /// Puts a file under a key so that, whatever is repeated and however many writers are left over, the key holds
    /// these bytes once.
    ///
    /// @param sha256 lowercase hex SHA-256 of the file, which S3 checks on receipt
    void put(String key, Path file, String sha256);

    /// URI of a prefix, such as `s3://lake/airports/`.
    String uri(String prefix);
}
