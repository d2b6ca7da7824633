package dev.millrace.testing.aws;

import static dev.millrace.testing.aws.S3Place.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Puts under a condition (S3 user guide, "Conditional writes"), and puts with a checksum ("Checking object
/// integrity").
final class S3ConditionBehaviour {
    private static final String SHA_256_OF_ONE = "dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0=";

    private final S3Place place;
    private final S3Client s3;

    S3ConditionBehaviour(S3Place place) {
        this.place = place;
        this.s3 = place.s3();
    }

    List<Behaviour> all() {
        return List.of(
                Behaviour.of("puts only where nothing is, when told so", this::putsOnlyWhereNothingIs),
                Behaviour.of("puts where only a delete marker is, when told so", this::putsWhereOnlyAMarkerIs),
                Behaviour.of("replaces only what was seen, when told so", this::replacesOnlyWhatWasSeen),
                Behaviour.of("answers 404 when there is nothing to replace", this::answers404WhenThereIsNothing),
                Behaviour.of("answers 304 when the entity tag is known", this::answers304WhenTheTagIsKnown),
                Behaviour.of("answers 412 when a read's entity tag is another", this::answers412WhenAReadsTagIsAnother),
                Behaviour.of("takes bytes that match their SHA-256", this::takesBytesThatMatchTheirChecksum)
                        .notOnTheLocalCloud("its answer does not repeat the checksum"),
                Behaviour.of("takes no bytes that do not match their SHA-256", this::takesNoOtherBytes),
                Behaviour.of("takes a checksum behind the bytes", this::takesAChecksumBehindTheBytes),
                Behaviour.of("shows the checksum only when asked to", this::showsTheChecksumOnlyWhenAskedTo));
    }

    private void putsOnlyWhereNothingIs() {
        String key = place.key();
        put(key, "one", p -> p.ifNoneMatch("*"));

        refused(() -> put(key, "two", p -> p.ifNoneMatch("*")), 412, "PreconditionFailed");
        assertThat(place.text(key)).isEqualTo("one");
    }

    private void putsWhereOnlyAMarkerIs() {
        String key = place.key();
        place.put(key, "one");
        place.mark(key);
        put(key, "two", p -> p.ifNoneMatch("*"));

        assertThat(place.text(key)).isEqualTo("two");
    }

    private void replacesOnlyWhatWasSeen() {
        String key = place.key();
        String seen = place.put(key, "one").eTag();
        put(key, "two", p -> p.ifMatch(seen));

        refused(() -> put(key, "three", p -> p.ifMatch(seen)), 412, "PreconditionFailed");
        assertThat(place.text(key)).isEqualTo("two");
    }

    private void answers404WhenThereIsNothing() {
        refused(
                () -> put(place.key(), "one", p -> p.ifMatch("\"0123456789abcdef0123456789abcdef\"")),
                404,
                "NoSuchKey");
    }

    private void answers304WhenTheTagIsKnown() {
        String key = place.key();
        String known = place.put(key, "one").eTag();

        refused(() -> s3.getObjectAsBytes(g -> g.bucket(place.bucket()).key(key).ifNoneMatch(known)), 304);
        place.put(key, "two");
        assertThat(s3.getObjectAsBytes(g -> g.bucket(place.bucket()).key(key).ifNoneMatch(known))
                        .asUtf8String())
                .isEqualTo("two");
    }

    private void answers412WhenAReadsTagIsAnother() {
        String key = place.key();
        String old = place.put(key, "one").eTag();
        place.put(key, "two");

        refused(() -> s3.getObjectAsBytes(g -> g.bucket(place.bucket()).key(key).ifMatch(old)), 412);
    }

    private void takesBytesThatMatchTheirChecksum() {
        PutObjectResponse answer = put(place.key(), "one", p -> p.checksumSHA256(SHA_256_OF_ONE));

        assertThat(answer.checksumSHA256()).isEqualTo(SHA_256_OF_ONE);
    }

    private void takesNoOtherBytes() {
        String key = place.key();

        refused(() -> put(key, "two", p -> p.checksumSHA256(SHA_256_OF_ONE)), 400);
        assertThat(s3.listObjectVersions(l -> l.bucket(place.bucket()).prefix(key))
                        .versions())
                .isEmpty();
    }

    private void takesAChecksumBehindTheBytes() {
        String key = place.key();
        String text = "a text of some length, ".repeat(5000);
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(key)
                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                .build();
        s3.putObject(
                request,
                RequestBody.fromContentProvider(
                        () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        text.length(),
                        "text/plain"));

        assertThat(place.text(key)).isEqualTo(text);
        assertThat(s3.headObject(h -> h.bucket(place.bucket()).key(key).checksumMode("ENABLED"))
                        .checksumCRC32C())
                .isNotEmpty();
    }

    private void showsTheChecksumOnlyWhenAskedTo() {
        String key = place.key();
        put(key, "one", p -> p.checksumSHA256(SHA_256_OF_ONE));

        var asked = s3.headObject(h -> h.bucket(place.bucket()).key(key).checksumMode("ENABLED"));
        assertThat(asked.checksumSHA256()).isEqualTo(SHA_256_OF_ONE);
        assertThat(asked.checksumTypeAsString()).isEqualTo("FULL_OBJECT");
        assertThat(s3.headObject(h -> h.bucket(place.bucket()).key(key)).checksumSHA256())
                .isNull();
    }

    private PutObjectResponse put(String key, String text, Consumer<PutObjectRequest.Builder> more) {
        return s3.putObject(
                p -> {
                    p.bucket(place.bucket()).key(key);
                    more.accept(p);
                },
                RequestBody.fromString(text));
    }
}
