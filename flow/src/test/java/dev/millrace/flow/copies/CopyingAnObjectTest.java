package dev.millrace.flow.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.testing.InMemoryS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class CopyingAnObjectTest {
    private static final String FROM = "failed";
    private static final String TO = "landing";
    private static final String KEY = "in/a.csv";
    private static final String PLACE = "airports/2026-11-21/oid/a.csv";
    private static final Map<String, String> METADATA = Map.of("mark", "1");
    private static final long PART = 10;
    private static final long LIMIT = 25;

    private final InMemoryS3 s3 = new InMemoryS3();
    private final S3Copies copies = new S3Copies(s3, PART, LIMIT);
    private final Proof proof = new Proof(s3);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 26, 40})
    void keepsBytesAndContentTypeAndTakesTheMetadataItIsGiven(int size) throws IOException {
        ObjectVersion source = stored("0123456789".repeat(4).substring(0, size));

        ObjectVersion copy = copy(source);

        assertThat(s3.text(TO, KEY)).isEqualTo(s3.text(FROM, PLACE));
        HeadObjectResponse head = head(copy);
        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.metadata()).isEqualTo(METADATA);
        proof.require(source, copy);
    }

    @Test
    void addsAVersionToTheKeyAndTouchesNoOther() {
        s3.put(TO, KEY, bytes("another"));

        ObjectVersion copy = copy(stored("some bytes"));

        assertThat(s3.versionsOf(TO, KEY)).isEqualTo(2);
        assertThat(copy.bucket() + "/" + copy.key()).isEqualTo(TO + "/" + KEY);
        assertThat(s3.changes()).containsOnlyOnce("CopyObject " + TO + "/" + KEY);
    }

    @Test
    void copiesExactlyTheVersionThatWasLookedAt() {
        ObjectVersion source = stored("some bytes");
        HeadObjectResponse other = head(stored("other bytes"));

        assertThatThrownBy(() -> copies.copy(source, other, TO, KEY, METADATA)).isInstanceOf(S3Exception.class);
        assertThat(s3.keys(TO)).isEmpty();
    }

    /// CopyObject ends at 5 GB; here at 25 bytes, in parts of 10.
    @ParameterizedTest
    @Tag("H038")
    @CsvSource(delimiter = '|', textBlock = """
            26 | bytes=0-9 bytes=10-19 bytes=20-25
            30 | bytes=0-9 bytes=10-19 bytes=20-29
            31 | bytes=0-9 bytes=10-19 bytes=20-29 bytes=30-30
            """)
    void goesByPartsAboveTheLimit(int size, String ranges) {
        copy(stored("0123456789".repeat(4).substring(0, size)));

        assertThat(s3.requests().stream()
                        .filter(r -> r.startsWith("UploadPartCopy"))
                        .map(r -> r.replace("UploadPartCopy " + TO + "/", "")))
                .containsExactly(ranges.split(" "));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25})
    void goesInOnePieceUpToTheLimit(int size) {
        copy(stored("x".repeat(size)));

        assertThat(s3.changes()).last().isEqualTo("CopyObject " + TO + "/" + KEY);
    }

    @ParameterizedTest
    @Tag("H041")
    @ValueSource(strings = {"UploadPartCopy", "CompleteMultipartUpload"})
    void leavesNoUnfinishedUploadBehind(String operation) {
        ObjectVersion source = stored("x".repeat(30));
        s3.failNext(operation, 503);

        assertThatThrownBy(() -> copy(source)).isInstanceOf(S3Exception.class);

        assertThat(s3.openUploads()).isZero();
        assertThat(s3.keys(TO)).isEmpty();
    }

    @Test
    void tellsTheFirstFaultWhenTheUploadCannotBeAbortedEither() {
        ObjectVersion source = stored("x".repeat(30));
        s3.failNext("UploadPartCopy", 503);
        s3.failNext("AbortMultipartUpload", 403);

        assertThatThrownBy(() -> copy(source))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(503));
    }

    @ParameterizedTest
    @CsvSource({"other byt, 'it has 9 bytes, not 10'", "othr bytes, their checksums are not equal"})
    void disprovesACopyOfOtherBytes(String copied, String how) {
        ObjectVersion source = stored("some bytes");
        var copy = new ObjectVersion(TO, KEY, put(TO, KEY, copied));

        assertThatThrownBy(() -> proof.require(source, copy))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(how);
    }

    @Test
    void comparesTheBytesWhereS3KeepsNoChecksum() throws IOException {
        ObjectVersion source = stored("some bytes");
        s3.forgetChecksum(FROM, PLACE);
        proof.require(source, copy(source));
        assertThat(s3.requests()).contains("GetObject " + FROM + "/" + PLACE, "GetObject " + TO + "/" + KEY);

        var other = new ObjectVersion(TO, KEY, put(TO, KEY, "othr bytes"));
        assertThatThrownBy(() -> proof.require(source, other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("their bytes are not equal");
    }

    @Test
    void staysWithinS3sLimitsOnAws() {
        assertThat(S3Copies.MAX_SINGLE_COPY).isEqualTo(5_368_709_120L);
        assertThat(PartCopy.PART * 10_000).isGreaterThan(5L * 1024 * 1024 * 1024 * 1024);
        assertThat(PartCopy.PART).isLessThanOrEqualTo(S3Copies.MAX_SINGLE_COPY);
    }

    private ObjectVersion copy(ObjectVersion source) {
        return copies.copy(source, head(source), TO, KEY, METADATA);
    }

    private ObjectVersion stored(String text) {
        return new ObjectVersion(FROM, PLACE, put(FROM, PLACE, text));
    }

    private String put(String bucket, String key, String text) {
        return s3.putObject(
                        p -> p.bucket(bucket).key(key).contentType("text/csv").metadata(Map.of("theirs", "1")),
                        RequestBody.fromString(text))
                .versionId();
    }

    private HeadObjectResponse head(ObjectVersion version) {
        return s3.headObject(h -> h.bucket(version.bucket()).key(version.key()).versionId(version.versionId()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
