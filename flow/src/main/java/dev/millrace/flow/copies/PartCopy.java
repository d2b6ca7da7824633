package dev.millrace.flow.copies;

import dev.millrace.base.clients.Adapter;
import dev.millrace.base.identity.ObjectVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Copies an object in parts, for those above the limit of a single copy.
@Adapter("S3")
final class PartCopy {
    /// 10,000 parts of it hold S3's largest object.
    static final long PART = 1024L * 1024 * 1024;

    private final S3Client s3;
    private final long partSize;

    PartCopy(S3Client s3, long partSize) {
        this.s3 = s3;
        this.partSize = partSize;
    }

    /// Copies; a broken attempt leaves nothing but an upload that is aborted, and nothing under the key.
    ///
    /// @return id of the new version; null when the bucket is not versioned
    @Nullable String copy(
            ObjectVersion source,
            HeadObjectResponse original,
            String bucket,
            String key,
            Map<String, String> metadata) {
        String upload = s3.createMultipartUpload(c -> c.bucket(bucket)
                        .key(key)
                        .metadata(metadata)
                        .contentType(original.contentType())
                        .contentEncoding(original.contentEncoding())
                        .contentLanguage(original.contentLanguage())
                        .contentDisposition(original.contentDisposition())
                        .cacheControl(original.cacheControl()))
                .uploadId();
        try {
            List<CompletedPart> parts = copyParts(source, original, bucket, key, upload);
            return s3.completeMultipartUpload(
                            c -> c.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)))
                    .versionId();
        } catch (RuntimeException e) {
            abort(bucket, key, upload, e);
            throw e;
        }
    }

    /// What cannot be aborted now, the bucket's lifecycle ends: it must not hide why the copy failed.
    private void abort(String bucket, String key, String upload, RuntimeException why) {
        try {
            s3.abortMultipartUpload(a -> a.bucket(bucket).key(key).uploadId(upload));
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private List<CompletedPart> copyParts(
            ObjectVersion source, HeadObjectResponse original, String bucket, String key, String upload) {
        var parts = new ArrayList<CompletedPart>();
        for (long from = 0; from < original.contentLength(); from += partSize) {
            int number = parts.size() + 1;
            String range = "bytes=%d-%d".formatted(from, Math.min(from + partSize, original.contentLength()) - 1);
            String etag = s3.uploadPartCopy(u -> u.sourceBucket(source.bucket())
                            .sourceKey(source.key())
                            .sourceVersionId(source.versionId())
                            .copySourceIfMatch(original.eTag())
                            .copySourceRange(range)
                            .destinationBucket(bucket)
                            .destinationKey(key)
                            .uploadId(upload)
                            .partNumber(number))
                    .copyPartResult()
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        return parts;
    }
}
