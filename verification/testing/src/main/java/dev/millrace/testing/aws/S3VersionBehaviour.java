package dev.millrace.testing.aws;

import static dev.millrace.testing.aws.S3Place.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Versions and delete markers (S3 user guide, "Using versioning", "Working with delete markers").
final class S3VersionBehaviour {
    private final S3Place place;
    private final S3Client s3;

    S3VersionBehaviour(S3Place place) {
        this.place = place;
        this.s3 = place.s3();
    }

    List<Behaviour> all() {
        return List.of(
                Behaviour.of("keeps every version of a key", this::keepsEveryVersionOfAKey),
                Behaviour.of("gives equal bytes another version and the same tag", this::givesEqualBytesAnotherVersion),
                Behaviour.of("answers 404 for a key that is not there", this::answers404ForAKeyThatIsNotThere),
                Behaviour.of("answers 404 for a version that is gone", this::answers404ForAVersionThatIsGone),
                Behaviour.of("answers 404 for a key with a delete marker", this::answers404ForAKeyWithAMarker),
                Behaviour.of("answers 405 for a delete marker's version", this::answers405ForAMarkersVersion),
                Behaviour.of("reads the versions under a delete marker", this::readsTheVersionsUnderAMarker),
                Behaviour.of("deletes one version and leaves the others", this::deletesOneVersion),
                Behaviour.of("shows the older version when the newest is deleted", this::showsTheOlderVersion),
                Behaviour.of("brings a key back when its marker is deleted", this::bringsAKeyBack),
                Behaviour.of("deletes a version that is gone as if it were there", this::deletesAVersionThatIsGone),
                Behaviour.of("marks a key that never was", this::marksAKeyThatNeverWas));
    }

    private void keepsEveryVersionOfAKey() {
        String key = place.key();
        String first = place.put(key, "one").versionId();
        String second = place.put(key, "two").versionId();

        assertThat(first).isNotEqualTo(second);
        assertThat(read(key, first)).isEqualTo("one");
        assertThat(read(key, second)).isEqualTo("two");
        assertThat(place.text(key)).isEqualTo("two");
    }

    private void givesEqualBytesAnotherVersion() {
        String key = place.key();
        var first = place.put(key, "one");
        var second = place.put(key, "one");

        assertThat(first.versionId()).isNotEqualTo(second.versionId());
        assertThat(first.eTag()).isEqualTo(second.eTag()).startsWith("\"");
    }

    private void answers404ForAKeyThatIsNotThere() {
        String key = place.key();

        assertThatThrownBy(() -> place.text(key)).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.headObject(h -> h.bucket(place.bucket()).key(key)))
                .isInstanceOf(NoSuchKeyException.class);
    }

    private void answers404ForAVersionThatIsGone() {
        String key = place.key();
        String version = place.put(key, "one").versionId();
        place.put(key, "two");
        delete(key, version);

        refused(() -> read(key, version), 404, "NoSuchVersion");
        refused(() -> s3.headObject(h -> h.bucket(place.bucket()).key(key).versionId(version)), 404);
    }

    private void answers404ForAKeyWithAMarker() {
        String key = place.key();
        place.put(key, "one");
        place.mark(key);

        assertThatThrownBy(() -> place.text(key)).isInstanceOf(NoSuchKeyException.class);
        S3Exception refusal =
                refused(() -> s3.headObject(h -> h.bucket(place.bucket()).key(key)), 404);
        assertThat(refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-delete-marker"))
                .hasValue("true");
    }

    private void answers405ForAMarkersVersion() {
        String key = place.key();
        place.put(key, "one");
        String marker = place.mark(key);

        refused(() -> read(key, marker), 405, "MethodNotAllowed");
        refused(() -> s3.headObject(h -> h.bucket(place.bucket()).key(key).versionId(marker)), 405);
    }

    private void readsTheVersionsUnderAMarker() {
        String key = place.key();
        String version = place.put(key, "one").versionId();
        place.mark(key);

        assertThat(read(key, version)).isEqualTo("one");
    }

    private void deletesOneVersion() {
        String key = place.key();
        String first = place.put(key, "one").versionId();
        place.put(key, "two");

        DeleteObjectResponse answer = delete(key, first);

        assertThat(answer.versionId()).isEqualTo(first);
        assertThat(answer.deleteMarker()).isNotEqualTo(true);
        assertThat(place.text(key)).isEqualTo("two");
    }

    private void showsTheOlderVersion() {
        String key = place.key();
        place.put(key, "one");
        delete(key, place.put(key, "two").versionId());

        assertThat(place.text(key)).isEqualTo("one");
    }

    private void bringsAKeyBack() {
        String key = place.key();
        place.put(key, "one");
        String marker = place.mark(key);

        assertThat(delete(key, marker).deleteMarker()).isTrue();
        assertThat(place.text(key)).isEqualTo("one");
    }

    private void deletesAVersionThatIsGone() {
        String key = place.key();
        String version = place.put(key, "one").versionId();
        delete(key, version);

        assertThat(delete(key, version).sdkHttpResponse().statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> place.text(key)).isInstanceOf(NoSuchKeyException.class);
    }

    private void marksAKeyThatNeverWas() {
        String key = place.key();
        DeleteObjectResponse answer =
                s3.deleteObject(d -> d.bucket(place.bucket()).key(key));

        assertThat(answer.deleteMarker()).isTrue();
        assertThat(s3.listObjectVersions(l -> l.bucket(place.bucket()).prefix(key))
                        .deleteMarkers())
                .hasSize(1);
    }

    private String read(String key, String version) {
        return s3.getObjectAsBytes(g -> g.bucket(place.bucket()).key(key).versionId(version))
                .asUtf8String();
    }

    private DeleteObjectResponse delete(String key, String version) {
        return s3.deleteObject(d -> d.bucket(place.bucket()).key(key).versionId(version));
    }
}
