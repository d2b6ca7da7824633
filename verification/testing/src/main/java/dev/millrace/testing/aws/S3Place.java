package dev.millrace.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Where the behaviours of S3 are tried.
record S3Place(S3Client s3, String bucket) {
    /// A key that nobody else uses.
    String key() {
        return prefix() + "a.csv";
    }

    /// A prefix that nobody else uses.
    String prefix() {
        return "behaviour/" + UUID.randomUUID() + "/";
    }

    PutObjectResponse put(String key, String text) {
        return s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    String text(String key) {
        return s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asUtf8String();
    }

    /// Deletes a key, which leaves a marker, and gives the marker's version.
    String mark(String key) {
        return s3.deleteObject(d -> d.bucket(bucket).key(key)).versionId();
    }

    static S3Exception refused(ThrowingCallable request, int status) {
        S3Exception refusal = catchThrowableOfType(S3Exception.class, request);
        assertThat(refusal).as("a refusal with the status %d", status).isNotNull();
        assertThat(refusal.statusCode()).isEqualTo(status);
        return refusal;
    }

    static void refused(ThrowingCallable request, int status, String code) {
        assertThat(refused(request, status).awsErrorDetails().errorCode()).isEqualTo(code);
    }
}
