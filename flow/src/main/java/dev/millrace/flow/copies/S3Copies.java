package dev.millrace.flow.copies;

import dev.millrace.base.identity.ObjectVersion;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/// Copies object versions into versioned buckets; no byte passes through whoever asks for it.
public final class S3Copies {
    /// CopyObject's limit; larger objects are copied in parts (S3 user guide, "Copying objects").
    static final long MAX_SINGLE_COPY = 5L * 1024 * 1024 * 1024;

    private final S3Client s3;
    private final PartCopy parts;
    private final long maxSingleCopy;

    /// @param s3 one that does not repeat a request whose answer was lost, where a second copy would do harm
    public S3Copies(S3Client s3) {
        this(s3, PartCopy.PART, MAX_SINGLE_COPY);
    }

    S3Copies(S3Client s3, long partSize, long maxSingleCopy) {
        this.s3 = s3;
        this.parts = new PartCopy(s3, partSize);
        this.maxSingleCopy = maxSingleCopy;
    }

    /// Copies exactly the version that was looked at.
    ///
    /// @param original what HEAD says of the source; the copy keeps its content type and the like
    /// @param metadata the user's metadata of the copy, in place of the original's
    /// @return the copy
    public ObjectVersion copy(
            ObjectVersion source,
            HeadObjectResponse original,
            String bucket,
            String key,
            Map<String, String> metadata) {
        String versionId = original.contentLength() > maxSingleCopy
                ? parts.copy(source, original, bucket, key, metadata)
                : whole(source, original, bucket, key, metadata).versionId();
        if (versionId == null) {
            throw new IllegalStateException(
                    "The bucket %s is not versioned. Switch versioning on: deploy the template.".formatted(bucket));
        }
        return new ObjectVersion(bucket, key, versionId);
    }

    private CopyObjectResponse whole(
            ObjectVersion source,
            HeadObjectResponse original,
            String bucket,
            String key,
            Map<String, String> metadata) {
        return s3.copyObject(c -> c.sourceBucket(source.bucket())
                .sourceKey(source.key())
                .sourceVersionId(source.versionId())
                .copySourceIfMatch(original.eTag())
                .destinationBucket(bucket)
                .destinationKey(key)
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(metadata)
                .contentType(original.contentType())
                .contentEncoding(original.contentEncoding())
                .contentLanguage(original.contentLanguage())
                .contentDisposition(original.contentDisposition())
                .cacheControl(original.cacheControl()));
    }
}
