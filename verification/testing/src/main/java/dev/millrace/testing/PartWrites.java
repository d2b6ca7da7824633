package dev.millrace.testing;

import dev.millrace.testing.PartUploads.Part;
import dev.millrace.testing.PartUploads.Whole;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// The requests that put an object together of parts.
final class PartWrites {
    private final VersionedObjects objects;
    private final PartUploads uploads;

    PartWrites(VersionedObjects objects, PartUploads uploads) {
        this.objects = objects;
        this.uploads = uploads;
    }

    CreateMultipartUploadResponse begin(CreateMultipartUploadRequest request) {
        S3Refusal.requireHeeded(request, Set.of("Bucket", "Key", "ContentType", "Metadata", "Tagging"));
        if (request.checksumType() == ChecksumType.FULL_OBJECT) {
            throw S3Refusal.notBuilt("checksums over whole objects that are put together of parts");
        }
        var told = new Described(request.contentType(), request.metadata(), Described.tags(request.tagging()));
        return CreateMultipartUploadResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .checksumAlgorithm(request.checksumAlgorithm())
                .uploadId(uploads.begin(request.bucket(), request.key(), told, request.checksumAlgorithm()))
                .build();
    }

    UploadPartResponse add(UploadPartRequest request, byte[] bytes) {
        S3Refusal.requireHeeded(request, Set.of("Bucket", "Key", "UploadId", "PartNumber", "ContentLength"));
        ObjectChecksum.claimed(request).ifPresent(claimed -> claimed.verified(bytes));
        Part part = uploads.add(request.bucket(), request.key(), request.uploadId(), request.partNumber(), bytes);
        UploadPartResponse.Builder answer = UploadPartResponse.builder().eTag(part.etag());
        return (part.checksum() == null ? answer : part.checksum().into(answer)).build();
    }

    UploadPartCopyResponse copy(UploadPartCopyRequest request) {
        S3Refusal.requireHeeded(
                request,
                Set.of(
                        "DestinationBucket",
                        "DestinationKey",
                        "SourceBucket",
                        "SourceKey",
                        "SourceVersionId",
                        "CopySourceIfMatch",
                        "CopySourceRange",
                        "UploadId",
                        "PartNumber"));
        StoredObject source = objects.source(
                request.sourceBucket(), request.sourceKey(), request.sourceVersionId(), request.copySourceIfMatch());
        Part part = uploads.add(
                request.destinationBucket(),
                request.destinationKey(),
                request.uploadId(),
                request.partNumber(),
                ByteRange.copied(request.copySourceRange(), source.bytes().length)
                        .of(source.bytes()));
        CopyPartResult.Builder result =
                CopyPartResult.builder().eTag(part.etag()).lastModified(source.lastModified());
        return UploadPartCopyResponse.builder()
                .copySourceVersionId(source.versionId())
                .copyPartResult(
                        (part.checksum() == null ? result : part.checksum().into(result)).build())
                .build();
    }

    CompleteMultipartUploadResponse complete(CompleteMultipartUploadRequest request) {
        S3Refusal.requireHeeded(
                request, Set.of("Bucket", "Key", "UploadId", "MultipartUpload", "IfMatch", "IfNoneMatch"));
        Whole whole = uploads.complete(
                request.bucket(),
                request.key(),
                request.uploadId(),
                request.multipartUpload().parts());
        objects.requireMayPut(request.bucket(), request.key(), request.ifMatch(), request.ifNoneMatch());
        uploads.end(request.bucket(), request.key(), request.uploadId());
        StoredObject stored = objects.put(
                request.bucket(),
                request.key(),
                whole.content().asByteArray(),
                whole.etag(),
                whole.told(),
                whole.checksum());
        CompleteMultipartUploadResponse.Builder answer = CompleteMultipartUploadResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .eTag(stored.etag())
                .versionId(stored.versionId());
        return (whole.checksum() == null ? answer : whole.checksum().into(answer)).build();
    }

    AbortMultipartUploadResponse abort(AbortMultipartUploadRequest request) {
        S3Refusal.requireHeeded(request, Set.of("Bucket", "Key", "UploadId"));
        uploads.end(request.bucket(), request.key(), request.uploadId());
        return AbortMultipartUploadResponse.builder().build();
    }
}
