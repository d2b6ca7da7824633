package dev.millrace.testing.aws;

import static dev.millrace.testing.aws.S3Place.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Copies within S3 (S3 API reference, "CopyObject").
final class S3CopyBehaviour {
    private final S3Place place;
    private final S3Client s3;

    S3CopyBehaviour(S3Place place) {
        this.place = place;
        this.s3 = place.s3();
    }

    List<Behaviour> all() {
        return List.of(
                Behaviour.of("copies the version that is named", this::copiesTheVersionThatIsNamed),
                Behaviour.of("copies type and metadata", this::copiesTypeAndMetadata),
                Behaviour.of("copies the checksum", this::copiesTheChecksum),
                Behaviour.of("copies only what was seen, when told so", this::copiesOnlyWhatWasSeen),
                Behaviour.of("copies from any key to any key", this::copiesFromAnyKeyToAnyKey),
                Behaviour.of("answers 404 when the source's version is gone", this::answers404WhenTheVersionIsGone),
                Behaviour.of("answers 404 when the source is not there", this::answers404WhenTheSourceIsNotThere),
                Behaviour.of("refuses to copy a delete marker", this::refusesToCopyAMarker)
                        .notOnTheLocalCloud("it answers 404, as for a key with a marker"));
    }

    private void copiesTheVersionThatIsNamed() {
        String from = place.key();
        String to = place.key();
        String old = place.put(from, "old").versionId();
        place.put(from, "new");

        CopyObjectResponse answer = copy(from, to, c -> c.sourceVersionId(old));

        assertThat(place.text(to)).isEqualTo("old");
        assertThat(answer.copySourceVersionId()).isEqualTo(old);
        assertThat(answer.versionId())
                .isEqualTo(s3.headObject(h -> h.bucket(place.bucket()).key(to)).versionId());
        assertThat(answer.copyObjectResult().eTag())
                .isEqualTo(s3.headObject(h -> h.bucket(place.bucket()).key(to)).eTag());
    }

    private void copiesTypeAndMetadata() {
        String from = place.key();
        String to = place.key();
        s3.putObject(
                p -> p.bucket(place.bucket()).key(from).contentType("text/csv").metadata(Map.of("a", "b")),
                RequestBody.fromString("one"));
        copy(from, to, c -> {});

        HeadObjectResponse head = s3.headObject(h -> h.bucket(place.bucket()).key(to));
        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.metadata()).containsExactlyEntriesOf(Map.of("a", "b"));
    }

    private void copiesTheChecksum() {
        String from = place.key();
        String to = place.key();
        place.put(from, "one");
        copy(from, to, c -> {});

        HeadObjectResponse original = headWithChecksum(from);
        HeadObjectResponse copy = headWithChecksum(to);
        assertThat(original.checksumCRC32()).isNotEmpty();
        assertThat(copy.checksumCRC32()).isEqualTo(original.checksumCRC32());
        assertThat(copy.checksumTypeAsString()).isEqualTo("FULL_OBJECT");
    }

    private HeadObjectResponse headWithChecksum(String key) {
        return s3.headObject(h -> h.bucket(place.bucket()).key(key).checksumMode("ENABLED"));
    }

    private void copiesOnlyWhatWasSeen() {
        String from = place.key();
        String to = place.key();
        String seen = place.put(from, "one").eTag();
        copy(from, to, c -> c.copySourceIfMatch(seen));
        place.put(from, "two");

        refused(() -> copy(from, to, c -> c.copySourceIfMatch(seen)), 412, "PreconditionFailed");
        assertThat(place.text(to)).isEqualTo("one");
    }

    private void copiesFromAnyKeyToAnyKey() {
        for (String name : List.of("a +b%2B.csv", "Grüße ?versionId=x.csv", "\uD83D\uDE00&=;.csv")) {
            String from = place.prefix() + name;
            String to = place.prefix() + name;
            String version = place.put(from, name).versionId();
            copy(from, to, c -> c.sourceVersionId(version));

            assertThat(place.text(to)).isEqualTo(name);
        }
    }

    private void answers404WhenTheVersionIsGone() {
        String from = place.key();
        String gone = place.put(from, "one").versionId();
        place.put(from, "two");
        s3.deleteObject(d -> d.bucket(place.bucket()).key(from).versionId(gone));

        refused(() -> copy(from, place.key(), c -> c.sourceVersionId(gone)), 404, "NoSuchVersion");
    }

    private void answers404WhenTheSourceIsNotThere() {
        refused(() -> copy(place.key(), place.key(), c -> {}), 404, "NoSuchKey");
    }

    private void refusesToCopyAMarker() {
        String from = place.key();
        place.put(from, "one");
        String marker = place.mark(from);

        refused(() -> copy(from, place.key(), c -> c.sourceVersionId(marker)), 400, "InvalidRequest");
    }

    private CopyObjectResponse copy(String from, String to, Consumer<CopyObjectRequest.Builder> more) {
        return s3.copyObject(c -> {
            c.sourceBucket(place.bucket()).sourceKey(from);
            c.destinationBucket(place.bucket()).destinationKey(to);
            more.accept(c);
        });
    }
}
