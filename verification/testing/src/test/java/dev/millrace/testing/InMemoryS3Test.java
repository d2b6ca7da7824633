package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// S3 in memory answers as S3 does (S3 API reference), as far as Millrace relies on it.
class InMemoryS3Test {
    private final InMemoryS3 s3 = new InMemoryS3();

    @Test
    void keepsEveryVersionOfAKey() {
        String first = put("one");
        put("two");

        assertThat(s3.getObjectAsBytes(g -> g.bucket("b").key("k").versionId(first))
                        .asUtf8String())
                .isEqualTo("one");
        assertThat(s3.getObjectAsBytes(g -> g.bucket("b").key("k")).asUtf8String())
                .isEqualTo("two");
    }

    @Test
    void answers404ForWhatIsNotThere() {
        assertThat(statusOf(() -> s3.headObject(h -> h.bucket("b").key("k")))).isEqualTo(404);
    }

    @Test
    void answers405ForADeleteMarkersVersionAnd404ForItsKey() {
        put("one");
        String marker = s3.mark("b", "k");

        assertThat(statusOf(() -> s3.headObject(h -> h.bucket("b").key("k").versionId(marker))))
                .isEqualTo(405);
        assertThat(statusOf(() -> s3.headObject(h -> h.bucket("b").key("k")))).isEqualTo(404);
    }

    @Test
    void answers304WhenTheEntityTagIsKnown() {
        put("one");
        String etag = s3.headObject(h -> h.bucket("b").key("k")).eTag();

        assertThat(statusOf(
                        () -> s3.getObjectAsBytes(g -> g.bucket("b").key("k").ifNoneMatch(etag))))
                .isEqualTo(304);
    }

    @Test
    void putsOnlyWhereNothingIsWhenToldSo() {
        PutObjectRequest onlyNew =
                PutObjectRequest.builder().bucket("b").key("k").ifNoneMatch("*").build();
        s3.putObject(onlyNew, RequestBody.fromString("one"));

        assertThat(statusOf(() -> s3.putObject(onlyNew, RequestBody.fromString("two"))))
                .isEqualTo(412);
        assertThat(s3.text("b", "k")).isEqualTo("one");
    }

    @Test
    void replacesOnlyWhatWasSeenWhenToldSo() {
        put("one");
        String seen = s3.headObject(h -> h.bucket("b").key("k")).eTag();
        PutObjectRequest onlySeen =
                PutObjectRequest.builder().bucket("b").key("k").ifMatch(seen).build();
        s3.putObject(onlySeen, RequestBody.fromString("two"));

        assertThat(statusOf(() -> s3.putObject(onlySeen, RequestBody.fromString("three"))))
                .isEqualTo(412);
    }

    @Test
    void failsOnceWhenToldSo() {
        put("one");
        s3.failNext("HeadObject", 503);

        assertThat(statusOf(() -> s3.headObject(h -> h.bucket("b").key("k")))).isEqualTo(503);
        assertThat(s3.headObject(h -> h.bucket("b").key("k")).contentLength()).isEqualTo(3);
    }

    @Test
    void breaksOneBodyOffWithoutAWordWhenToldSo() {
        put("one two");
        s3.cutNextBodyAfter(3);

        assertThat(s3.getObjectAsBytes(g -> g.bucket("b").key("k")).asUtf8String())
                .isEqualTo("one");
        assertThat(s3.getObjectAsBytes(g -> g.bucket("b").key("k")).asUtf8String())
                .isEqualTo("one two");
    }

    private String put(String text) {
        return s3.put("b", "k", text.getBytes(StandardCharsets.UTF_8));
    }

    private static int statusOf(ThrowingCallable request) {
        var status = new int[1];
        assertThatThrownBy(request).isInstanceOfSatisfying(S3Exception.class, e -> status[0] = e.statusCode());
        return status[0];
    }
}
