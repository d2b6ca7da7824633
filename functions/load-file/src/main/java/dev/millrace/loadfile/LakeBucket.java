package dev.millrace.loadfile;

import java.io.IOException;
import java.nio.file.Path;

/// The bucket of the lake.
interface LakeBucket {
    /// Puts a file under a key so that, whatever is repeated and however many writers are left over, the key holds
    /// these bytes once.
    ///
    /// @param sha256 lowercase hex SHA-256 of the file, which S3 checks on receipt
    void put(String key, Path file, String sha256);

    /// Copies an object of another bucket under a key; no byte passes through this function. Repeats leave the same.
    ///
    /// @throws IOException when the copy does not have the object's bytes
    void copy(String sourceBucket, String sourceKey, String key) throws IOException;

    /// Its name.
    String name();

    /// URI of a prefix, such as `s3://lake/airports/`.
    String uri(String prefix);
}
