package dev.millrace.moveinvalidfile;

import dev.millrace.common.identity.ObjectVersion;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Copies an object in parts, for those above the limit of a single copy.
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
    void copy(ObjectVersion source, HeadObjectResponse original, String bucket, String key) {
        String upload = s3.createMultipartUpload(c -> c.bucket(bucket)
                        .key(key)
                        .contentType(original.contentType())
                        .metadata(original.metadata()))
                .uploadId();
        try {
            List<CompletedPart> parts = copyParts(source, original, bucket, key, upload);
            s3.completeMultipartUpload(
                    c -> c.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
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
