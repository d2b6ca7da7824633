package dev.millrace.testing;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The answers of S3 that are no success, with the codes of its documentation (S3 API reference, "List of error
/// codes").
final class S3Refusal {
    private S3Refusal() {}

    static S3Exception of(int status, String code, String message) {
        return of(S3Exception.builder(), status, code, message, Map.of());
    }

    static S3Exception noSuchKey(String key) {
        return of(NoSuchKeyException.builder(), 404, "NoSuchKey", "The specified key does not exist: " + key, Map.of());
    }

    /// The latest version of a key is a delete marker.
    static S3Exception deleted(String key, String marker) {
        return of(
                NoSuchKeyException.builder(),
                404,
                "NoSuchKey",
                "The specified key does not exist: " + key,
                Map.of("x-amz-delete-marker", "true", "x-amz-version-id", marker));
    }

    static S3Exception noSuchVersion(String versionId) {
        return of(404, "NoSuchVersion", "The specified version does not exist: " + versionId);
    }

    static S3Exception isMarker(String versionId) {
        return of(
                S3Exception.builder(),
                405,
                "MethodNotAllowed",
                "The specified method is not allowed against this resource",
                Map.of("x-amz-delete-marker", "true", "x-amz-version-id", versionId, "Allow", "DELETE"));
    }

    static S3Exception preconditionFailed() {
        return of(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    static S3Exception notModified() {
        return of(304, "NotModified", "Not Modified");
    }

    /// What S3 has and this one has not, so that no test relies on what was silently left out.
    static S3Exception notBuilt(String what) {
        return of(501, "NotImplemented", "S3 in memory has not " + what + ": build it before you rely on it");
    }

    /// Refuses a request with a member that is not heeded here.
    ///
    /// @param heeded names of the members, besides those of checksums
    static void requireHeeded(SdkPojo request, Set<String> heeded) {
        var others = new TreeSet<String>();
        request.sdkFields().forEach(field -> {
            Object value = field.getValueOrDefault(request);
            boolean given = value != null
                    && !(value instanceof SdkAutoConstructMap<?, ?>)
                    && !(value instanceof SdkAutoConstructList<?>);
            if (given && !field.memberName().startsWith("Checksum") && !heeded.contains(field.memberName())) {
                others.add(field.memberName());
            }
        });
        if (!others.isEmpty()) {
            throw notBuilt(request.getClass().getSimpleName() + " with " + others);
        }
    }

    private static S3Exception of(
            S3Exception.Builder builder, int status, String code, String message, Map<String, String> headers) {
        SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(status);
        headers.forEach(http::putHeader);
        return (S3Exception) builder.statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("S3")
                        .errorCode(code)
                        .errorMessage(message)
                        .sdkHttpResponse(http.build())
                        .build())
                .build();
    }
}
