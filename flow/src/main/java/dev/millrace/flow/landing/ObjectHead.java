package dev.millrace.flow.landing;

import java.util.Map;

/// What S3 says of an object version.
///
/// @param size in bytes
/// @param etag entity tag, without quotes
/// @param archived whether its bytes are in an archive from which they must be restored before anybody can read them
/// @param metadata the user's metadata, names in lower case and without `x-amz-meta-`
public record ObjectHead(long size, String etag, boolean archived, Map<String, String> metadata) {
    public ObjectHead {
        metadata = Map.copyOf(metadata);
    }

    /// A plain object without metadata.
    public ObjectHead(long size, String etag) {
        this(size, etag, false, Map.of());
    }
}
