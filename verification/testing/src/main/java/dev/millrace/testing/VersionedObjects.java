package dev.millrace.testing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The objects of versioned buckets. A bucket is there as soon as something is put into it.
final class VersionedObjects {
    /// S3 lists keys in the order of their UTF-8 bytes, which is not Java's order of texts.
    private static final Comparator<String> UTF_8 =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final Map<String, NavigableMap<String, List<StoredObject>>> buckets = new HashMap<>();
    private final Clock clock;
    private long versions;

    VersionedObjects(Clock clock) {
        this.clock = clock;
    }

    /// A version, and where it stands.
    ///
    /// @param latest whether no version of the key is newer
    record Placed(String key, StoredObject version, boolean latest) {}

    StoredObject put(
            String bucket, String key, byte[] bytes, String etag, Described told, @Nullable ObjectChecksum checksum) {
        var version = new StoredObject(
                ++versions,
                SdkBytes.fromByteArray(bytes),
                etag,
                now(),
                told.contentType(),
                told.metadata(),
                told.tags(),
                checksum,
                false);
        versionsOf(bucket, key).add(version);
        return version;
    }

    StoredObject mark(String bucket, String key) {
        Described nothing = Described.NOTHING;
        var marker = new StoredObject(
                ++versions,
                SdkBytes.fromByteArray(new byte[0]),
                "",
                now(),
                nothing.contentType(),
                nothing.metadata(),
                nothing.tags(),
                null,
                true);
        versionsOf(bucket, key).add(marker);
        return marker;
    }

    /// S3 keeps whole seconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /// Removes a version, or a delete marker.
    Optional<StoredObject> remove(String bucket, String key, String versionId) {
        List<StoredObject> all = versionsOf(bucket, key);
        Optional<StoredObject> there =
                all.stream().filter(v -> v.versionId().equals(versionId)).findFirst();
        there.ifPresent(all::remove);
        return there;
    }

    void replaceAll(String bucket, String key, UnaryOperator<StoredObject> change) {
        versionsOf(bucket, key).replaceAll(change);
    }

    void replace(String bucket, String key, StoredObject version) {
        replaceAll(bucket, key, v -> v.number() == version.number() ? version : v);
    }

    int count(String bucket, String key) {
        return versionsOf(bucket, key).size();
    }

    /// The object that stands under a key: its latest version, unless that is a delete marker.
    Optional<StoredObject> latest(String bucket, String key) {
        List<StoredObject> all = versionsOf(bucket, key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()).filter(v -> !v.marker());
    }

    /// The version that a request names, or the latest.
    ///
    /// @throws S3Exception as S3 answers when it is missing or a delete marker
    StoredObject find(String bucket, String key, @Nullable String versionId) {
        List<StoredObject> all = versionsOf(bucket, key);
        if (versionId == null) {
            StoredObject latest = all.isEmpty() ? null : all.getLast();
            if (latest == null) {
                throw S3Refusal.noSuchKey(key);
            }
            if (latest.marker()) {
                throw S3Refusal.deleted(key, latest.versionId());
            }
            return latest;
        }
        StoredObject named = all.stream()
                .filter(v -> v.versionId().equals(versionId))
                .findFirst()
                .orElseThrow(() -> S3Refusal.noSuchVersion(versionId));
        if (named.marker()) {
            throw S3Refusal.isMarker(versionId);
        }
        return named;
    }

    /// The version that a copy is made of.
    ///
    /// @param ifMatch the entity tag that it must have; null for any
    StoredObject source(String bucket, String key, @Nullable String versionId, @Nullable String ifMatch) {
        StoredObject source = sourceVersion(bucket, key, versionId);
        if (ifMatch != null && !source.hasTag(ifMatch)) {
            throw S3Refusal.preconditionFailed();
        }
        return source;
    }

    private StoredObject sourceVersion(String bucket, String key, @Nullable String versionId) {
        try {
            return find(bucket, key, versionId);
        } catch (S3Exception e) {
            if (e.statusCode() != 405) {
                throw e;
            }
            throw S3Refusal.of(
                    400,
                    "InvalidRequest",
                    "The source of a copy request may not specifically refer to a delete marker by version id.");
        }
    }

    void requireMayPut(String bucket, String key, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        Optional<StoredObject> there = latest(bucket, key);
        if (ifMatch != null && there.isEmpty()) {
            throw S3Refusal.noSuchKey(key);
        }
        if (ifMatch != null && !there.get().hasTag(ifMatch)) {
            throw S3Refusal.preconditionFailed();
        }
        if (ifNoneMatch != null && !ifNoneMatch.equals("*")) {
            throw S3Refusal.notBuilt("If-None-Match with an entity tag (nor has S3, for a put)");
        }
        if (ifNoneMatch != null && there.isPresent()) {
            throw S3Refusal.preconditionFailed();
        }
    }

    /// All versions of a bucket's keys: keys in S3's order, of a key the newest first.
    ///
    /// @param from a key that listing may begin at; what stands before it is left out
    Stream<Placed> all(String bucket, String prefix, String from) {
        String first = after(from, prefix) ? from : prefix;
        return bucket(bucket).tailMap(first, true).entrySet().stream()
                .takeWhile(e -> e.getKey().startsWith(prefix))
                .flatMap(e -> e.getValue().reversed().stream()
                        .map(v -> new Placed(
                                e.getKey(),
                                v,
                                v.number() == e.getValue().getLast().number())));
    }

    /// Whether a key comes after another in S3's order.
    static boolean after(String key, String other) {
        return UTF_8.compare(key, other) > 0;
    }

    private NavigableMap<String, List<StoredObject>> bucket(String bucket) {
        return buckets.computeIfAbsent(bucket, b -> new TreeMap<>(UTF_8));
    }

    private List<StoredObject> versionsOf(String bucket, String key) {
        return bucket(bucket).computeIfAbsent(key, k -> new ArrayList<>());
    }
}
