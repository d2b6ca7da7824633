package dev.millrace.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Listings, page by page (S3 API reference, "ListObjectVersions", "ListObjectsV2").
final class S3ListBehaviour {
    private final S3Place place;
    private final S3Client s3;

    S3ListBehaviour(S3Place place) {
        this.place = place;
        this.s3 = place.s3();
    }

    List<Behaviour> all() {
        return List.of(
                Behaviour.of("lists keys in the order of their bytes", this::listsKeysInTheOrderOfTheirBytes),
                Behaviour.of("lists the newest version of a key first", this::listsTheNewestVersionFirst),
                Behaviour.of("lists delete markers beside versions", this::listsMarkersBesideVersions),
                Behaviour.of("lists versions page by page, none twice", this::listsVersionsPageByPage),
                Behaviour.of("goes on behind a version marker", this::goesOnBehindAVersionMarker),
                Behaviour.of("goes on behind all versions of a key marker", this::goesOnBehindAKeyMarker),
                Behaviour.of("tells size, tag and time of each version", this::tellsSizeTagAndTime),
                Behaviour.of("lists objects without those that are deleted", this::listsObjects),
                Behaviour.of("lists objects page by page", this::listsObjectsPageByPage),
                Behaviour.of("lists nothing under an unknown prefix", this::listsNothingUnderAnUnknownPrefix));
    }

    private void listsKeysInTheOrderOfTheirBytes() {
        String prefix = place.prefix();
        // The last two stand the other way round in the order of UTF-16.
        List<String> names = List.of("+", "A", "a", "a/b", "a0", "b", "é", "\uFF5E", "\uD83D\uDE00");
        for (String name : names.reversed()) {
            place.put(prefix + name, name);
        }

        assertThat(versions(prefix))
                .extracting(v -> v.key().substring(prefix.length()))
                .containsExactlyElementsOf(names);
    }

    private void listsTheNewestVersionFirst() {
        String key = place.key();
        String first = place.put(key, "one").versionId();
        String second = place.put(key, "two").versionId();
        String third = place.put(key, "three").versionId();

        assertThat(versions(key)).extracting(ObjectVersion::versionId).containsExactly(third, second, first);
        assertThat(versions(key)).extracting(ObjectVersion::isLatest).containsExactly(true, false, false);
    }

    private void listsMarkersBesideVersions() {
        String key = place.key();
        String version = place.put(key, "one").versionId();
        String marker = place.mark(key);

        ListObjectVersionsResponse listed =
                s3.listObjectVersions(l -> l.bucket(place.bucket()).prefix(key));

        assertThat(listed.deleteMarkers())
                .singleElement()
                .satisfies(m -> assertThat(m.versionId()).isEqualTo(marker))
                .satisfies(m -> assertThat(m.isLatest()).isTrue());
        assertThat(listed.versions())
                .singleElement()
                .satisfies(v -> assertThat(v.versionId()).isEqualTo(version))
                .satisfies(v -> assertThat(v.isLatest()).isFalse());
    }

    private void listsVersionsPageByPage() {
        String prefix = place.prefix();
        var all = new ArrayList<String>();
        for (String name : List.of("a", "b +%.csv", "c")) {
            all.add(place.put(prefix + name, "one").versionId());
            all.add(place.put(prefix + name, "two").versionId());
        }
        all.add(place.mark(prefix + "c"));

        var listed = new ArrayList<String>();
        s3.listObjectVersionsPaginator(
                        l -> l.bucket(place.bucket()).prefix(prefix).maxKeys(2))
                .forEach(page -> {
                    assertThat(page.versions().size() + page.deleteMarkers().size())
                            .isBetween(1, 2);
                    page.versions().stream().map(ObjectVersion::versionId).forEach(listed::add);
                    page.deleteMarkers().stream()
                            .map(DeleteMarkerEntry::versionId)
                            .forEach(listed::add);
                });

        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    }

    private void goesOnBehindAVersionMarker() {
        String prefix = place.prefix();
        String old = place.put(prefix + "a", "one").versionId();
        String current = place.put(prefix + "a", "two").versionId();
        String other = place.put(prefix + "b", "three").versionId();

        assertThat(s3.listObjectVersions(l -> l.bucket(place.bucket())
                                .prefix(prefix)
                                .keyMarker(prefix + "a")
                                .versionIdMarker(current))
                        .versions())
                .extracting(ObjectVersion::versionId)
                .containsExactly(old, other);
    }

    private void goesOnBehindAKeyMarker() {
        String prefix = place.prefix();
        place.put(prefix + "a", "one");
        place.put(prefix + "a", "two");
        String other = place.put(prefix + "b", "three").versionId();

        assertThat(s3.listObjectVersions(
                                l -> l.bucket(place.bucket()).prefix(prefix).keyMarker(prefix + "a"))
                        .versions())
                .extracting(ObjectVersion::versionId)
                .containsExactly(other);
    }

    private void tellsSizeTagAndTime() {
        String key = place.key();
        String etag = place.put(key, "one").eTag();

        assertThat(versions(key)).singleElement().satisfies(v -> {
            assertThat(v.size()).isEqualTo(3);
            assertThat(v.eTag()).isEqualTo(etag);
            assertThat(v.lastModified().getEpochSecond())
                    .isEqualTo(s3.headObject(h -> h.bucket(place.bucket()).key(key))
                            .lastModified()
                            .getEpochSecond());
        });
    }

    private void listsObjects() {
        String prefix = place.prefix();
        place.put(prefix + "a", "one");
        place.put(prefix + "b", "two");
        place.mark(prefix + "a");

        assertThat(s3.listObjectsV2(l -> l.bucket(place.bucket()).prefix(prefix))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly(prefix + "b");
    }

    private void listsObjectsPageByPage() {
        String prefix = place.prefix();
        List<String> keys = List.of(prefix + "a", prefix + "b +%.csv", prefix + "c", prefix + "d");
        keys.forEach(key -> place.put(key, "one"));

        assertThat(
                        s3
                                .listObjectsV2Paginator(l ->
                                        l.bucket(place.bucket()).prefix(prefix).maxKeys(3))
                                .contents()
                                .stream())
                .extracting(S3Object::key)
                .containsExactlyElementsOf(keys);
    }

    private void listsNothingUnderAnUnknownPrefix() {
        ListObjectVersionsResponse listed =
                s3.listObjectVersions(l -> l.bucket(place.bucket()).prefix(place.prefix()));

        assertThat(listed.versions()).isEmpty();
        assertThat(listed.deleteMarkers()).isEmpty();
        assertThat(listed.isTruncated()).isFalse();
    }

    private List<ObjectVersion> versions(String prefix) {
        return s3.listObjectVersions(l -> l.bucket(place.bucket()).prefix(prefix))
                .versions();
    }
}
