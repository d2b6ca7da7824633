package dev.millrace.cli.deploy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.local.UserError;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class NameCheckTest {
    private final Map<String, String> databases = new HashMap<>();

    private NameCheck check(int status) {
        return new NameCheck(new Buckets(status), new Databases(databases), "mine");
    }

    @Test
    void aBucketThatStayedIsTold() {
        assertThatThrownBy(() -> check(200).landingBucketIsFree("mine-landing"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no stack mine")
                .hasMessageContaining("mine-landing is there")
                .hasMessageContaining("--stack NAME");
    }

    @Test
    void aBucketOfAnotherOwnerIsTakenToo() {
        assertThatThrownBy(() -> check(403).landingBucketIsFree("mine-landing")).isInstanceOf(UserError.class);
    }

    @Test
    void aBucketThatIsNotThereIsFree() {
        assertThatCode(() -> check(404).landingBucketIsFree("mine-landing")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"millrace", "millrace_staging"})
    void aDatabaseOfAnotherStackIsTold(String taken) {
        databases.put(taken, "The lake of the stack theirs");

        assertThatThrownBy(() -> check(404).databasesAreFree("millrace", null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Glue database " + taken + " (\"The lake of the stack theirs\")")
                .hasMessageContaining("--parameter CatalogDatabase=");
        assertThatThrownBy(() -> check(404).databasesAreFree("millrace", "other"))
                .isInstanceOf(UserError.class);
    }

    @Test
    void theStacksOwnDatabaseIsNoTrouble() {
        databases.put("millrace", "The lake of the stack mine");

        assertThatCode(() -> check(404).databasesAreFree("millrace", "millrace"))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(404).databasesAreFree("free", "millrace")).doesNotThrowAnyException();
    }

    /// Answers each request for a bucket with a status.
    private record Buckets(int status) implements S3Client {
        @Override
        public HeadBucketResponse headBucket(HeadBucketRequest request) {
            if (status == 200) {
                return HeadBucketResponse.builder().build();
            }
            throw S3Exception.builder().statusCode(status).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /// Holds databases, by name, with what describes them.
    private record Databases(Map<String, String> descriptions) implements GlueClient {
        @Override
        public GetDatabaseResponse getDatabase(GetDatabaseRequest request) {
            String description = descriptions.get(request.name());
            if (description == null) {
                throw EntityNotFoundException.builder().build();
            }
            return GetDatabaseResponse.builder()
                    .database(d -> d.name(request.name()).description(description))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
