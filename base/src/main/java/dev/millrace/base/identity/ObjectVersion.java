package dev.millrace.base.identity;

import dev.millrace.contract.Printable;

/// One version of one S3 object.
///
/// @param bucket name of the bucket
/// @param key the raw key, decoded; opaque, never a path
/// @param versionId id of the version; the landing bucket is versioned, so there always is one

public record ObjectVersion(String bucket, String key, String versionId) {
    public ObjectVersion {
        if (bucket.isEmpty() || key.isEmpty() || versionId.isEmpty() || versionId.equals("null")) {
            throw new IllegalArgumentException(
                    "An object is a bucket, a key and a version id. Is versioning of the bucket switched on?");
        }
    }

    /// The id under which everything that must happen once is keyed.
    public ObjectId id() {
        return ObjectId.of(this);
    }

    /// Whether it is a version of the same key, or the same.
    public boolean sameKey(ObjectVersion other) {
        return bucket.equals(other.bucket) && key.equals(other.key);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + Printable.of(key) + "#" + versionId;
    }
}
