package dev.millrace.testing.aws;

import static dev.millrace.testing.aws.S3Place.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Objects that are put together of parts (S3 user guide, "Uploading and copying objects using multipart upload").
final class S3PartBehaviour {
    /// The least that a part may have, but for the last.
    private static final int PART = 5 * 1024 * 1024;

    private final S3Place place;
    private final S3Client s3;

    S3PartBehaviour(S3Place place) {
        this.place = place;
        this.s3 = place.s3();
    }

    List<Behaviour> all() {
        return List.of(
                Behaviour.of("copies an object in parts", this::copiesAnObjectInParts),
                Behaviour.of("shows nothing before the upload is completed", this::showsNothingBefore),
                Behaviour.of("gives an object of parts another kind of entity tag", this::givesAnotherKindOfTag),
                Behaviour.of("keeps what the upload was told of the object", this::keepsWhatItWasTold),
                Behaviour.of("tells a checksum of parts from one of the whole", this::tellsAChecksumOfParts),
                Behaviour.of("completes no upload with parts that it has not", this::completesNoUploadWithOtherParts),
                Behaviour.of("completes no upload twice", this::completesNoUploadTwice)
                        .notOnTheLocalCloud("it answers with success again"),
                Behaviour.of("knows an aborted upload no more", this::knowsAnAbortedUploadNoMore),
                Behaviour.of("copies no part of another object than was seen", this::copiesNoPartOfAnother));
    }

    private void copiesAnObjectInParts() {
        String from = place.key();
        String to = place.key();
        String text = "0123456789".repeat(PART / 10 + 1);
        String version = place.put(from, text).versionId();
        place.put(from, "newer");
        String upload = begin(to);
        var parts = new ArrayList<CompletedPart>();
        parts.add(copyPart(from, version, to, upload, 1, "bytes=0-" + (PART - 1)));
        parts.add(copyPart(from, version, to, upload, 2, "bytes=%d-%d".formatted(PART, text.length() - 1)));

        CompleteMultipartUploadResponse answer = complete(to, upload, parts);

        assertThat(place.text(to)).isEqualTo(text);
        assertThat(answer.versionId())
                .isEqualTo(s3.headObject(h -> h.bucket(place.bucket()).key(to)).versionId());
    }

    private void showsNothingBefore() {
        String key = place.key();
        String upload = begin(key);
        part(key, upload, 1, "one");

        assertThatThrownBy(() -> place.text(key)).isInstanceOf(NoSuchKeyException.class);
        abort(key, upload);
    }

    private void givesAnotherKindOfTag() {
        String key = place.key();
        String upload = begin(key);
        complete(key, upload, List.of(part(key, upload, 1, "one")));

        assertThat(s3.headObject(h -> h.bucket(place.bucket()).key(key)).eTag()).matches("\"[0-9a-f]{32}-1\"");
    }

    private void keepsWhatItWasTold() {
        String key = place.key();
        String upload = s3.createMultipartUpload(c -> c.bucket(place.bucket())
                        .key(key)
                        .contentType("text/csv")
                        .metadata(Map.of("a", "b")))
                .uploadId();
        complete(key, upload, List.of(part(key, upload, 1, "one")));

        HeadObjectResponse head = s3.headObject(h -> h.bucket(place.bucket()).key(key));
        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.metadata()).containsExactlyEntriesOf(Map.of("a", "b"));
    }

    /// By its version, too: a copy is proved by it.
    private void tellsAChecksumOfParts() {
        String key = place.key();
        String upload = s3.createMultipartUpload(
                        c -> c.bucket(place.bucket()).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
                .uploadId();
        UploadPartResponse part = s3.uploadPart(
                u -> u.bucket(place.bucket())
                        .key(key)
                        .uploadId(upload)
                        .partNumber(1)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                RequestBody.fromString("one"));
        String version = complete(
                        key,
                        upload,
                        List.of(CompletedPart.builder()
                                .partNumber(1)
                                .eTag(part.eTag())
                                .checksumCRC32(part.checksumCRC32())
                                .build()))
                .versionId();

        for (String seen : Arrays.asList(null, version)) {
            HeadObjectResponse head = s3.headObject(
                    h -> h.bucket(place.bucket()).key(key).versionId(seen).checksumMode(ChecksumMode.ENABLED));
            assertThat(head.checksumType()).as("version %s", seen).isEqualTo(ChecksumType.COMPOSITE);
            assertThat(head.checksumCRC32()).endsWith("-1");
        }
    }

    private void completesNoUploadWithOtherParts() {
        String key = place.key();
        String upload = begin(key);
        CompletedPart part = part(key, upload, 1, "one");
        List<CompletedPart> missing = List.of(part.toBuilder().partNumber(2).build());
        List<CompletedPart> other = List.of(
                part.toBuilder().eTag("\"0123456789abcdef0123456789abcdef\"").build());

        refused(() -> complete(key, upload, missing), 400, "InvalidPart");
        refused(() -> complete(key, upload, other), 400, "InvalidPart");
        abort(key, upload);
    }

    private void completesNoUploadTwice() {
        String key = place.key();
        String upload = begin(key);
        List<CompletedPart> parts = List.of(part(key, upload, 1, "one"));
        complete(key, upload, parts);

        refused(() -> complete(key, upload, parts), 404, "NoSuchUpload");
    }

    private void knowsAnAbortedUploadNoMore() {
        String key = place.key();
        String upload = begin(key);
        abort(key, upload);

        refused(() -> part(key, upload, 1, "one"), 404, "NoSuchUpload");
    }

    private void copiesNoPartOfAnother() {
        String from = place.key();
        String to = place.key();
        String seen = place.put(from, "one").eTag();
        place.put(from, "two");
        String upload = begin(to);

        refused(
                () -> s3.uploadPartCopy(u -> u.sourceBucket(place.bucket())
                        .sourceKey(from)
                        .copySourceIfMatch(seen)
                        .destinationBucket(place.bucket())
                        .destinationKey(to)
                        .uploadId(upload)
                        .partNumber(1)),
                412,
                "PreconditionFailed");
        abort(to, upload);
    }

    private String begin(String key) {
        return s3.createMultipartUpload(c -> c.bucket(place.bucket()).key(key)).uploadId();
    }

    private void abort(String key, String upload) {
        s3.abortMultipartUpload(a -> a.bucket(place.bucket()).key(key).uploadId(upload));
    }

    private CompletedPart part(String key, String upload, int number, String text) {
        var answer = s3.uploadPart(
                u -> u.bucket(place.bucket()).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromString(text));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build();
    }

    private CompletedPart copyPart(String from, String version, String to, String upload, int number, String range) {
        var answer = s3.uploadPartCopy(u -> u.sourceBucket(place.bucket())
                        .sourceKey(from)
                        .sourceVersionId(version)
                        .copySourceRange(range)
                        .destinationBucket(place.bucket())
                        .destinationKey(to)
                        .uploadId(upload)
                        .partNumber(number))
                .copyPartResult();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build();
    }

    private CompleteMultipartUploadResponse complete(String key, String upload, List<CompletedPart> parts) {
        return s3.completeMultipartUpload(
                c -> c.bucket(place.bucket()).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
    }
}
