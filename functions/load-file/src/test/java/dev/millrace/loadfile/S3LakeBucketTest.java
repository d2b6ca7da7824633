package dev.millrace.loadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.testing.InMemoryS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3LakeBucketTest {
    private static final String KEY = "airports/arrival_date=2026-11-21/oid.parquet";

    @TempDir
    private Path folder;

    private final InMemoryS3 s3 = new InMemoryS3();
    private final S3LakeBucket lake = new S3LakeBucket(s3, "lake");

    @Test
    void holdsTheBytesUnderTheKey() throws IOException {
        put("some rows");

        assertThat(s3.text("lake", KEY)).isEqualTo("some rows");
    }

    @Test
    void holdsThemOnceHoweverOftenTheyArePut() throws IOException {
        put("some rows");
        put("some rows");
        put("some rows");

        assertThat(s3.versionsOf("lake", KEY)).isEqualTo(1);
    }

    @Test
    void holdsTheLastBytesWhereAnotherReleaseWroteOthers() throws IOException {
        put("rows of an older writer");
        put("rows of a newer writer");

        assertThat(s3.text("lake", KEY)).isEqualTo("rows of a newer writer");
    }

    @Test
    void replacesBytesWithoutAChecksumSinceTheyCannotBeTrusted() throws IOException {
        put("some rows");
        s3.forgetChecksum("lake", KEY);

        put("some rows");

        assertThat(s3.versionsOf("lake", KEY)).isEqualTo(2);
    }

    @Test
    void holdsACopyOfAnObjectOfAnotherBucket() throws IOException {
        s3.put("staging", "results/a.parquet", "some rows".getBytes(StandardCharsets.UTF_8));

        lake.copy("staging", "results/a.parquet", KEY);
        lake.copy("staging", "results/a.parquet", KEY);

        assertThat(s3.text("lake", KEY)).isEqualTo("some rows");
    }

    @Test
    void doesNotCopyWhatIsNotThere() {
        assertThatThrownBy(() -> lake.copy("staging", "results/a.parquet", KEY)).isInstanceOf(S3Exception.class);
        assertThat(s3.keys("lake")).isEmpty();
    }

    /// What was written since it was looked at is not replaced unseen.
    @Tag("H102")
    @Test
    void neverReplacesBytesThatItDidNotSee() throws IOException {
        put("old rows");
        s3.beforeNext("PutObject", () -> {});
        s3.beforeNext("PutObject", () -> s3.put("lake", KEY, "rows of another".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> put("new rows"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(s3.text("lake", KEY)).isEqualTo("rows of another");
    }

    @Test
    void takesNoBytesThatChangedOnTheirWay() throws IOException {
        Path file = file("some rows");
        String ofOthers = ObjectId.sha256("other rows".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> lake.put(KEY, file, ofOthers)).isInstanceOf(S3Exception.class);
        assertThat(s3.keys("lake")).isEmpty();
    }

    @Test
    void passesAFaultOn() {
        s3.failNext("PutObject", 503);

        assertThatThrownBy(() -> put("some rows"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(503));
    }

    @Test
    void knowsItsUri() {
        assertThat(lake.uri("airports/")).isEqualTo("s3://lake/airports/");
    }

    private void put(String text) throws IOException {
        lake.put(KEY, file(text), ObjectId.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("part.parquet"), text);
    }
}
