package dev.millrace.flow.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.faults.NotReadable;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.InMemoryAws;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3LandingBucketTest {
    private final InMemoryS3 s3 = new InMemoryS3();
    private final LandingBucket landing = new S3LandingBucket(s3);

    @Tag("H036")
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

    @Tag("H035")
    @Test
    void findsNothingWhereTheVersionWasDeleted() {
        ObjectVersion version = put("one");
        s3.remove("landing", "a.csv", version.versionId());

        assertThat(landing.head(version)).isEmpty();
        assertThat(landing.open(version)).isEmpty();
    }

    @Tag("H035")
    @Test
    void findsNothingWhereTheVersionIsADeleteMarker() {
        var marker = new ObjectVersion("landing", "a.csv", s3.mark("landing", "a.csv"));

        assertThat(landing.head(marker)).isEmpty();
        assertThat(landing.open(marker)).isEmpty();
    }

    @Test
    void readsExactlyTheBytesThatAreAskedFor() throws IOException {
        ObjectVersion version = put("0123456789");

        try (InputStream bytes = landing.open(version, 3, 4).orElseThrow()) {
            assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("3456");
        }
    }

    /// Else the beginning of the file would be taken for what was asked for, and a good file refused.
    @Test
    void neverTakesTheWholeFileForAPartOfIt() {
        ObjectVersion version = put("0123456789");
        s3.passOverTheNextRange();

        assertThatThrownBy(() -> landing.open(version, 3, 4))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was asked for bytes=3-6; the answer has")
                .hasMessageContaining("Content-Range null and 10 bytes");
    }

    @Test
    void neverTakesFewerBytesThanWereAskedFor() {
        ObjectVersion version = put("0123456789");

        assertThatThrownBy(() -> landing.open(version, 8, 4))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Content-Range bytes 8-9/10 and 2 bytes");
    }

    @Test
    void neverTakesARefusalForAMissingObject() {
        ObjectVersion version = put("one");
        s3.failNext("HeadObject", 403);
        s3.failNext("GetObject", 503);

        assertThatThrownBy(() -> landing.head(version)).isInstanceOf(S3Exception.class);
        assertThatThrownBy(() -> landing.open(version)).isInstanceOf(S3Exception.class);
    }

    /// The client writes keys into addresses, and nothing on the way may tidy these up.
    @ParameterizedTest
    @Tag("H019")
    @Tag("H022")
    @Tag("H029")
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "a/../b",
                "./x",
                "//x",
                "/x",
                "x/",
                ".",
                "..",
                "a%2Fb",
                "a+b c",
                "a?b#c",
                "é\n"
            })
    void asksForExactlyTheKeyThatIsMeant(String key) throws IOException {
        try (var aws = new InMemoryAws(new SettableClock())) {
            var version = new ObjectVersion("landing", key, aws.s3().put("landing", key, new byte[] {'a', 'b'}));
            LandingBucket real = new S3LandingBucket(aws.client(S3Client.builder()));

            assertThat(real.head(version).orElseThrow().size()).isEqualTo(2);
            try (InputStream bytes = real.open(version).orElseThrow()) {
                assertThat(bytes).hasContent("ab");
            }
            assertThat(real.versions(version)).containsExactly(version);
        }
    }

    /// Storage class, archive status of Intelligent-Tiering, state of a restore; empty when S3 says nothing of it.
    @ParameterizedTest
    @Tag("H039")
    @CsvSource(nullValues = "", textBlock = """
            # class,            archive status,      restore,                                       archived
            ,                   ,                    ,                                              false
            STANDARD_IA,        ,                    ,                                              false
            GLACIER_IR,         ,                    ,                                              false
            GLACIER,            ,                    ,                                              true
            DEEP_ARCHIVE,       ,                    ,                                              true
            INTELLIGENT_TIERING,ARCHIVE_ACCESS,      ,                                              true
            INTELLIGENT_TIERING,DEEP_ARCHIVE_ACCESS, ,                                              true
            INTELLIGENT_TIERING,,                    ,                                              false
            GLACIER,            ,                    'ongoing-request="true"',                      true
            GLACIER,            ,                    'ongoing-request="false", expiry-date="soon"', false
            """)
    void tellsWhatMustBeRestoredBeforeItCanBeRead(
            @Nullable String storage, @Nullable String status, @Nullable String restore, boolean archived) {
        LandingBucket archive = new S3LandingBucket(saying(HeadObjectResponse.builder()
                .contentLength(3L)
                .eTag("e")
                .storageClass(storage)
                .archiveStatus(status)
                .restore(restore)
                .build()));

        assertThat(archive.head(new ObjectVersion("landing", "a.csv", "v1"))
                        .orElseThrow()
                        .archived())
                .isEqualTo(archived);
    }

    @Test
    @Tag("H039")
    void saysThatAFileWasArchivedBetweenTwoLooks() {
        ObjectVersion version = put("one");
        s3.beforeNext("GetObject", () -> {
            throw InvalidObjectStateException.builder().statusCode(403).build();
        });

        assertThatThrownBy(() -> landing.open(version))
                .isInstanceOf(NotReadable.class)
                .hasMessageContaining("archived");
    }

    @Test
    @Tag("H039")
    void saysThatACustomersKeyIsNeededWhateverIsAskedOfTheFile() {
        ObjectVersion version = put("one");
        s3.failNext("HeadObject", 400);
        s3.beforeNext("GetObject", () -> {
            throw refusal(400, "InvalidRequest", "The object was stored using a form of Server Side Encryption.");
        });

        assertThatThrownBy(() -> landing.head(version))
                .isInstanceOf(NotReadable.class)
                .hasMessageContaining("encrypted with a key");
        assertThatThrownBy(() -> landing.open(version)).isInstanceOf(NotReadable.class);
    }

    @ParameterizedTest
    @Tag("H039")
    @CsvSource({
        "400, KMS.DisabledException, The key is disabled",
        "403, AccessDenied, not authorized to perform: kms:Decrypt on the resource"
    })
    void saysThatTheKeyOfKmsIsNotOurs(int status, String code, String message) {
        ObjectVersion version = put("one");
        s3.beforeNext("GetObject", () -> {
            throw refusal(status, code, message);
        });

        assertThatThrownBy(() -> landing.open(version)).isInstanceOf(NotReadable.class);
    }

    /// Else an outage would leave good files waiting for a person.
    @ParameterizedTest
    @Tag("H039")
    @CsvSource({"400, RequestTimeout", "400, ExpiredToken", "400, ThrottlingException", "403, AccessDenied"})
    void neverTakesAnotherRefusalForAKeyThatIsMissing(int status, String code) {
        ObjectVersion version = put("one");
        s3.beforeNext("GetObject", () -> {
            throw refusal(status, code, "later perhaps");
        });

        assertThatThrownBy(() -> landing.open(version)).isInstanceOf(S3Exception.class);
    }

    private static S3Client saying(HeadObjectResponse answer) {
        return new S3Client() {
            @Override
            public HeadObjectResponse headObject(HeadObjectRequest request) {
                return answer;
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
    }

    private static S3Exception refusal(int status, String code, String message) {
        AwsErrorDetails details =
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message(message)
                .awsErrorDetails(details)
                .build();
    }

    private ObjectVersion put(String text) {
        return new ObjectVersion("landing", "a.csv", s3.put("landing", "a.csv", text.getBytes(StandardCharsets.UTF_8)));
    }
}
