package dev.millrace.testing;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// The requests that read objects.
final class ObjectReads {
    private final VersionedObjects objects;

    ObjectReads(VersionedObjects objects) {
        this.objects = objects;
    }

    /// A GET's answer and the bytes that were asked for.
    record Read(GetObjectResponse answer, SdkBytes content) {}

    HeadObjectResponse head(HeadObjectRequest request) {
        S3Refusal.requireHeeded(request, Set.of("Bucket", "Key", "VersionId", "IfMatch", "IfNoneMatch"));
        StoredObject found = objects.find(request.bucket(), request.key(), request.versionId());
        requireWanted(found, request.ifMatch(), request.ifNoneMatch());
        HeadObjectResponse.Builder answer = HeadObjectResponse.builder()
                .contentLength((long) found.bytes().length)
                .eTag(found.etag())
                .versionId(found.versionId())
                .lastModified(found.lastModified())
                .acceptRanges("bytes")
                .contentType(contentType(found))
                .metadata(found.metadata());
        if (!found.tags().isEmpty()) {
            answer.tagCount(found.tags().size());
        }
        if (request.checksumMode() == ChecksumMode.ENABLED && found.checksum() != null) {
            found.checksum().into(answer);
        }
        return answer.build();
    }

    Read get(GetObjectRequest request) {
        S3Refusal.requireHeeded(request, Set.of("Bucket", "Key", "VersionId", "IfMatch", "IfNoneMatch", "Range"));
        StoredObject found = objects.find(request.bucket(), request.key(), request.versionId());
        requireWanted(found, request.ifMatch(), request.ifNoneMatch());
        ByteRange range = ByteRange.asked(request.range(), found.bytes().length);
        byte[] asked = range.of(found.bytes());
        GetObjectResponse.Builder answer = GetObjectResponse.builder()
                .contentLength((long) asked.length)
                .contentRange(range.header())
                .eTag(found.etag())
                .versionId(found.versionId())
                .lastModified(found.lastModified())
                .acceptRanges("bytes")
                .contentType(contentType(found))
                .metadata(found.metadata());
        if (!found.tags().isEmpty()) {
            answer.tagCount(found.tags().size());
        }
        // A checksum of the whole says nothing about a part of it.
        if (request.checksumMode() == ChecksumMode.ENABLED && found.checksum() != null && range.whole()) {
            found.checksum().into(answer);
        }
        return new Read(answer.build(), SdkBytes.fromByteArray(asked));
    }

    private static String contentType(StoredObject found) {
        return found.contentType() == null ? "binary/octet-stream" : found.contentType();
    }

    private static void requireWanted(StoredObject found, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null && !found.hasTag(ifMatch)) {
            throw S3Refusal.preconditionFailed();
        }
        if (ifNoneMatch != null && found.hasTag(ifNoneMatch)) {
            throw S3Refusal.notModified();
        }
    }

    GetObjectTaggingResponse tags(GetObjectTaggingRequest request) {
        S3Refusal.requireHeeded(request, Set.of("Bucket", "Key", "VersionId"));
        StoredObject found = objects.find(request.bucket(), request.key(), request.versionId());
        return GetObjectTaggingResponse.builder()
                .versionId(found.versionId())
                .tagSet(found.tags())
                .build();
    }
}
