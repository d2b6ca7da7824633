package dev.millrace.testing;

import dev.millrace.testing.VersionedObjects.Placed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Lists buckets page by page, as ListObjectVersions and ListObjectsV2 do.
final class Listings {
    private static final int MAX_KEYS = 1000;

    private final VersionedObjects objects;

    Listings(VersionedObjects objects) {
        this.objects = objects;
    }

    ListObjectVersionsResponse versions(ListObjectVersionsRequest request) {
        S3Refusal.requireHeeded(
                request, Set.of("Bucket", "Prefix", "KeyMarker", "VersionIdMarker", "MaxKeys", "EncodingType"));
        String prefix = Objects.requireNonNullElse(request.prefix(), "");
        int max = max(request.maxKeys());
        List<Placed> found = objects.all(request.bucket(), prefix, Objects.requireNonNullElse(request.keyMarker(), ""))
                .filter(behind(text(request.keyMarker()), text(request.versionIdMarker())))
                .limit(max + 1L)
                .toList();
        List<Placed> page = found.subList(0, Math.min(max, found.size()));
        ListObjectVersionsResponse.Builder answer = ListObjectVersionsResponse.builder()
                .name(request.bucket())
                .prefix(prefix)
                .keyMarker(Objects.requireNonNullElse(request.keyMarker(), ""))
                .versionIdMarker(request.versionIdMarker())
                .maxKeys(max)
                .encodingType(request.encodingType())
                .isTruncated(page.size() < found.size())
                .versions(page.stream()
                        .filter(p -> !p.version().marker())
                        .map(Listings::version)
                        .toList())
                .deleteMarkers(page.stream()
                        .filter(p -> p.version().marker())
                        .map(Listings::marker)
                        .toList());
        if (page.size() < found.size() && !page.isEmpty()) {
            answer.nextKeyMarker(page.getLast().key())
                    .nextVersionIdMarker(page.getLast().version().versionId());
        }
        return answer.build();
    }

    /// A key marker alone stands behind all versions of its key; with a version marker, behind that version.
    private static Predicate<Placed> behind(@Nullable String key, @Nullable String version) {
        if (key == null) {
            if (version != null) {
                throw S3Refusal.of(
                        400, "InvalidArgument", "A version-id marker cannot be specified without a key marker.");
            }
            return placed -> true;
        }
        if (version == null) {
            return placed -> VersionedObjects.after(placed.key(), key);
        }
        // The version of a marker may have been deleted since: what is older than it still follows.
        if (!version.matches("v[0-9]{1,18}")) {
            throw S3Refusal.of(400, "InvalidArgument", "Invalid version id specified");
        }
        long number = Long.parseLong(version.substring(1));
        return placed -> VersionedObjects.after(placed.key(), key)
                || (placed.key().equals(key) && placed.version().number() < number);
    }

    ListObjectsV2Response objects(ListObjectsV2Request request) {
        S3Refusal.requireHeeded(
                request, Set.of("Bucket", "Prefix", "StartAfter", "ContinuationToken", "MaxKeys", "EncodingType"));
        String prefix = Objects.requireNonNullElse(request.prefix(), "");
        String token = request.continuationToken();
        String start = token == null
                ? Objects.requireNonNullElse(request.startAfter(), "")
                : new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        int max = max(request.maxKeys());
        List<Placed> found = objects.all(request.bucket(), prefix, start)
                .filter(p -> p.latest() && !p.version().marker() && VersionedObjects.after(p.key(), start))
                .limit(max + 1L)
                .toList();
        List<Placed> page = found.subList(0, Math.min(max, found.size()));
        ListObjectsV2Response.Builder answer = ListObjectsV2Response.builder()
                .name(request.bucket())
                .prefix(prefix)
                .startAfter(request.startAfter())
                .continuationToken(token)
                .maxKeys(max)
                .keyCount(page.size())
                .encodingType(request.encodingType())
                .isTruncated(page.size() < found.size())
                .contents(page.stream().map(Listings::object).toList());
        if (page.size() < found.size() && !page.isEmpty()) {
            answer.nextContinuationToken(
                    Base64.getEncoder().encodeToString(page.getLast().key().getBytes(StandardCharsets.UTF_8)));
        }
        return answer.build();
    }

    private static int max(@Nullable Integer asked) {
        return asked == null ? MAX_KEYS : Math.min(asked, MAX_KEYS);
    }

    private static @Nullable String text(@Nullable String marker) {
        return marker == null || marker.isEmpty() ? null : marker;
    }

    private static ObjectVersion version(Placed placed) {
        return ObjectVersion.builder()
                .key(placed.key())
                .versionId(placed.version().versionId())
                .isLatest(placed.latest())
                .lastModified(placed.version().lastModified())
                .eTag(placed.version().etag())
                .size((long) placed.version().bytes().length)
                .storageClass("STANDARD")
                .build();
    }

    private static DeleteMarkerEntry marker(Placed placed) {
        return DeleteMarkerEntry.builder()
                .key(placed.key())
                .versionId(placed.version().versionId())
                .isLatest(placed.latest())
                .lastModified(placed.version().lastModified())
                .build();
    }

    private static S3Object object(Placed placed) {
        return S3Object.builder()
                .key(placed.key())
                .lastModified(placed.version().lastModified())
                .eTag(placed.version().etag())
                .size((long) placed.version().bytes().length)
                .storageClass("STANDARD")
                .build();
    }
}
