package dev.millrace.testing;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;

/// The requests that write and delete objects.
final class ObjectWrites {
    private final VersionedObjects objects;

    ObjectWrites(VersionedObjects objects) {
        this.objects = objects;
    }

    PutObjectResponse put(PutObjectRequest request, byte[] bytes) {
        S3Refusal.requireHeeded(
                request,
                Set.of(
                        "Bucket",
                        "Key",
                        "ContentLength",
                        "ContentType",
                        "Metadata",
                        "Tagging",
                        "IfMatch",
                        "IfNoneMatch"));
        objects.requireMayPut(request.bucket(), request.key(), request.ifMatch(), request.ifNoneMatch());
        // Clients of the SDK send a CRC-32 unless they are told otherwise.
        ObjectChecksum checksum = ObjectChecksum.claimed(request)
                .map(claimed -> claimed.verified(bytes))
                .orElseGet(() -> ObjectChecksum.of(ChecksumAlgorithm.CRC32, bytes));
        var told = new Described(request.contentType(), request.metadata(), Described.tags(request.tagging()));
        StoredObject stored =
                objects.put(request.bucket(), request.key(), bytes, StoredObject.etag(bytes), told, checksum);
        PutObjectResponse.Builder answer =
                PutObjectResponse.builder().versionId(stored.versionId()).eTag(stored.etag());
        return checksum.into(answer).build();
    }

    CopyObjectResponse copy(CopyObjectRequest request) {
        S3Refusal.requireHeeded(
                request,
                Set.of(
                        "DestinationBucket",
                        "DestinationKey",
                        "SourceBucket",
                        "SourceKey",
                        "SourceVersionId",
                        "CopySourceIfMatch",
                        "MetadataDirective",
                        "Metadata",
                        "ContentType",
                        "IfMatch",
                        "IfNoneMatch"));
        StoredObject source = objects.source(
                request.sourceBucket(), request.sourceKey(), request.sourceVersionId(), request.copySourceIfMatch());
        objects.requireMayPut(
                request.destinationBucket(), request.destinationKey(), request.ifMatch(), request.ifNoneMatch());
        Described told = request.metadataDirective() == MetadataDirective.REPLACE
                ? new Described(request.contentType(), request.metadata(), source.tags())
                : new Described(source.contentType(), source.metadata(), source.tags());
        ObjectChecksum checksum = copied(source, request.checksumAlgorithm());
        StoredObject copy = objects.put(
                request.destinationBucket(),
                request.destinationKey(),
                source.bytes(),
                StoredObject.etag(source.bytes()),
                told,
                checksum);
        CopyObjectResult.Builder result =
                CopyObjectResult.builder().eTag(copy.etag()).lastModified(copy.lastModified());
        return CopyObjectResponse.builder()
                .versionId(copy.versionId())
                .copySourceVersionId(source.versionId())
                .copyObjectResult((checksum == null ? result : checksum.into(result)).build())
                .build();
    }

    /// A copy has a checksum of the source's algorithm over the whole object, also where the source was put together
    /// of parts.
    private static @Nullable ObjectChecksum copied(StoredObject source, @Nullable ChecksumAlgorithm asked) {
        if (asked != null) {
            return ObjectChecksum.of(asked, source.bytes());
        }
        return source.checksum() == null || source.checksum().type() == ChecksumType.FULL_OBJECT
                ? source.checksum()
                : ObjectChecksum.of(source.checksum().algorithm(), source.bytes());
    }

    DeleteObjectResponse delete(DeleteObjectRequest request) {
        S3Refusal.requireHeeded(request, Set.of("Bucket", "Key", "VersionId"));
        if (request.versionId() == null) {
            return DeleteObjectResponse.builder()
                    .deleteMarker(true)
                    .versionId(objects.mark(request.bucket(), request.key()).versionId())
                    .build();
        }
        Optional<StoredObject> removed = objects.remove(request.bucket(), request.key(), request.versionId());
        return DeleteObjectResponse.builder()
                .versionId(request.versionId())
                .deleteMarker(removed.filter(StoredObject::marker).isPresent() ? true : null)
                .build();
    }

    PutObjectTaggingResponse tag(PutObjectTaggingRequest request) {
        S3Refusal.requireHeeded(request, Set.of("Bucket", "Key", "VersionId", "Tagging", "ContentMD5"));
        StoredObject found = objects.find(request.bucket(), request.key(), request.versionId());
        objects.replace(
                request.bucket(),
                request.key(),
                found.withTags(request.tagging().tagSet()));
        return PutObjectTaggingResponse.builder().versionId(found.versionId()).build();
    }
}
