package dev.millrace.common.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.common.identity.ObjectVersion;
import dev.millrace.testing.InMemoryS3;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3LandingBucketTest {
    private final InMemoryS3 s3 = new InMemoryS3();
    private final LandingBucket landing = new S3LandingBucket(s3);

    /// H036.
    @Test
    void readsTheVersionThatIsAskedForHoweverOftenTheKeyIsOverwritten() throws IOException {
        ObjectVersion first = put("one");
        put("another");

        try (InputStream bytes = landing.open(first).orElseThrow()) {
            assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("one");
        }
        assertThat(landing.head(first).orElseThrow().size()).isEqualTo(3);
    }

    @Test
    void givesTheEntityTagWithoutQuotes() {
        assertThat(landing.head(put("one")).orElseThrow().etag()).matches("[0-9a-f]{32}");
    }

    /// H035.
    @Test
    void findsNothingWhereTheVersionWasDeleted() {
        ObjectVersion version = put("one");
        s3.remove("landing", "a.csv", version.versionId());

        assertThat(landing.head(version)).isEmpty();
        assertThat(landing.open(version)).isEmpty();
    }

    /// H035.
    @Test
    void findsNothingWhereTheVersionIsADeleteMarker() {
        var marker = new ObjectVersion("landing", "a.csv", s3.mark("landing", "a.csv"));

        assertThat(landing.head(marker)).isEmpty();
        assertThat(landing.open(marker)).isEmpty();
    }

    @Test
    void neverTakesARefusalForAMissingObject() {
        ObjectVersion version = put("one");
        s3.failNext("HeadObject", 403);
        s3.failNext("GetObject", 503);

        assertThatThrownBy(() -> landing.head(version)).isInstanceOf(S3Exception.class);
        assertThatThrownBy(() -> landing.open(version)).isInstanceOf(S3Exception.class);
    }

    private ObjectVersion put(String text) {
        return new ObjectVersion("landing", "a.csv", s3.put("landing", "a.csv", text.getBytes(StandardCharsets.UTF_8)));
    }
}
