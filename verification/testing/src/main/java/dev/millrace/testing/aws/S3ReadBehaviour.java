package dev.millrace.testing.aws;

import static dev.millrace.testing.aws.S3Place.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/// What is told of an object, and parts of its bytes (S3 API reference, "HeadObject", "GetObject").
final class S3ReadBehaviour {
    private final S3Place place;
    private final S3Client s3;

    S3ReadBehaviour(S3Place place) {
        this.place = place;
        this.s3 = place.s3();
    }

    List<Behaviour> all() {
        return List.of(
                Behaviour.of("tells size, type, tag, version and time", this::tellsWhatItIs),
                Behaviour.of("keeps metadata, names in lowercase", this::keepsMetadata),
                Behaviour.of("keeps tags of a version", this::keepsTags),
                Behaviour.of("reads a range", this::readsARange),
                Behaviour.of("reads a range of a version", this::readsARangeOfAVersion),
                Behaviour.of("reads the end", this::readsTheEnd),
                Behaviour.of("cuts a range at the object's end", this::cutsARangeAtTheEnd),
                Behaviour.of("answers 416 for a range behind the end", this::answers416BehindTheEnd),
                Behaviour.of("holds an object of no bytes", this::holdsAnObjectOfNoBytes),
                Behaviour.of("takes any key", this::takesAnyKey),
                Behaviour.of("tells keys apart that look alike", this::tellsKeysApart));
    }

    private void tellsWhatItIs() {
        String key = place.key();
        var put = s3.putObject(
                p -> p.bucket(place.bucket()).key(key).contentType("text/csv"), RequestBody.fromString("one"));

        HeadObjectResponse head = s3.headObject(h -> h.bucket(place.bucket()).key(key));

        assertThat(head.contentLength()).isEqualTo(3);
        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.eTag()).isEqualTo(put.eTag()).isEqualTo("\"f97c5d29941bfb1b2fdab0874906ab82\"");
        assertThat(head.versionId()).isEqualTo(put.versionId());
        assertThat(head.lastModified()).isEqualTo(head.lastModified().truncatedTo(ChronoUnit.SECONDS));
    }

    private void keepsMetadata() {
        String key = place.key();
        s3.putObject(
                p -> p.bucket(place.bucket()).key(key).metadata(Map.of("Uploaded-By", "a b+c")),
                RequestBody.fromString("one"));

        assertThat(s3.headObject(h -> h.bucket(place.bucket()).key(key)).metadata())
                .containsExactlyEntriesOf(Map.of("uploaded-by", "a b+c"));
    }

    private void keepsTags() {
        String key = place.key();
        String version = place.put(key, "one").versionId();
        place.put(key, "two");
        Tag tag = Tag.builder().key("state").value("terminal + done").build();
        s3.putObjectTagging(
                p -> p.bucket(place.bucket()).key(key).versionId(version).tagging(t -> t.tagSet(tag)));

        assertThat(s3.getObjectTagging(g -> g.bucket(place.bucket()).key(key).versionId(version))
                        .tagSet())
                .containsExactly(tag);
        assertThat(s3.getObjectTagging(g -> g.bucket(place.bucket()).key(key)).tagSet())
                .isEmpty();
    }

    private void readsARange() {
        ResponseBytes<GetObjectResponse> read = read("0123456789", "bytes=2-4");

        assertThat(read.asUtf8String()).isEqualTo("234");
        assertThat(read.response().contentRange()).isEqualTo("bytes 2-4/10");
        assertThat(read.response().contentLength()).isEqualTo(3);
        assertThat(read.response().sdkHttpResponse().statusCode()).isEqualTo(206);
    }

    private void readsARangeOfAVersion() {
        String key = place.key();
        String version = place.put(key, "0123456789").versionId();
        place.put(key, "abcdefghij");

        ResponseBytes<GetObjectResponse> read = s3.getObjectAsBytes(
                g -> g.bucket(place.bucket()).key(key).versionId(version).range("bytes=7-8"));

        assertThat(read.asUtf8String()).isEqualTo("78");
        assertThat(read.response().contentRange()).isEqualTo("bytes 7-8/10");
        assertThat(read.response().versionId()).isEqualTo(version);
        assertThat(read.response().sdkHttpResponse().statusCode()).isEqualTo(206);
        refused(
                () -> s3.getObjectAsBytes(g ->
                        g.bucket(place.bucket()).key(key).versionId(version).range("bytes=10-12")),
                416,
                "InvalidRange");
    }

    private void readsTheEnd() {
        assertThat(read("0123456789", "bytes=7-").asUtf8String()).isEqualTo("789");
        assertThat(read("0123456789", "bytes=-2").asUtf8String()).isEqualTo("89");
    }

    private void cutsARangeAtTheEnd() {
        assertThat(read("0123456789", "bytes=8-99").asUtf8String()).isEqualTo("89");
    }

    private void answers416BehindTheEnd() {
        refused(() -> read("0123456789", "bytes=10-12"), 416, "InvalidRange");
    }

    private void holdsAnObjectOfNoBytes() {
        String key = place.key();
        place.put(key, "");

        assertThat(place.text(key)).isEmpty();
        assertThat(s3.headObject(h -> h.bucket(place.bucket()).key(key)).contentLength())
                .isZero();
    }

    private void takesAnyKey() {
        for (String name : List.of(
                "this im + age.txt",
                "100% of %2B.csv",
                "a&b=c?d#e;f.csv",
                "Grüße/日本/\uD83D\uDE00.csv",
                "quote\"and'and<tag>.csv",
                "a=1/b:2/*.csv",
                "~tilde(and)[brackets]{x}|y^`z`.csv")) {
            String key = place.prefix() + name;
            place.put(key, name);

            assertThat(place.text(key)).isEqualTo(name);
            assertThat(s3.listObjectVersions(l -> l.bucket(place.bucket()).prefix(key))
                            .versions())
                    .as(name)
                    .singleElement()
                    .satisfies(v -> assertThat(v.key()).isEqualTo(key));
        }
    }

    private void tellsKeysApart() {
        String prefix = place.prefix();
        for (String name : List.of("a.csv", "A.csv", "é.csv", "e\u0301.csv", "a.csv ", "a+b", "a b", "a%20b")) {
            place.put(prefix + name, name);
        }
        for (String name : List.of("a.csv", "A.csv", "é.csv", "e\u0301.csv", "a.csv ", "a+b", "a b", "a%20b")) {
            assertThat(place.text(prefix + name)).isEqualTo(name);
        }
    }

    private ResponseBytes<GetObjectResponse> read(String text, String range) {
        String key = place.key();
        place.put(key, text);
        return s3.getObjectAsBytes(g -> g.bucket(place.bucket()).key(key).range(range));
    }
}
