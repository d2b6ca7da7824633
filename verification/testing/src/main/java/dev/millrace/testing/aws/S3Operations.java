package dev.millrace.testing.aws;

import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Tells the operations of S3 apart: by method, by what the address names and by query parameters (S3 API reference,
/// "Actions").
final class S3Operations {
    private S3Operations() {}

    /// The operation's name; method and address where it has none here.
    static String nameOf(SdkHttpRequest http, S3Address address) {
        Set<String> query = http.rawQueryParameters().keySet();
        boolean copies = http.firstMatchingHeader("x-amz-copy-source").isPresent();
        boolean aboutBucket = address.key().isEmpty();
        if (aboutBucket) {
            return aboutBucket(http, query);
        }
        if (query.contains("tagging")) {
            return switch (http.method()) {
                case GET -> "GetObjectTagging";
                case PUT -> "PutObjectTagging";
                default -> unknown(http);
            };
        }
        return switch (http.method()) {
            case HEAD -> "HeadObject";
            case GET -> query.contains("uploadId") ? unknown(http) : "GetObject";
            case DELETE -> query.contains("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
            case POST -> query.contains("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload";
            case PUT ->
                query.contains("uploadId")
                        ? (copies ? "UploadPartCopy" : "UploadPart")
                        : (copies ? "CopyObject" : "PutObject");
            default -> unknown(http);
        };
    }

    private static String aboutBucket(SdkHttpRequest http, Set<String> query) {
        if (http.method() == SdkHttpMethod.GET && query.contains("versions")) {
            return "ListObjectVersions";
        }
        if (http.method() == SdkHttpMethod.GET && query.contains("list-type")) {
            return "ListObjectsV2";
        }
        return unknown(http);
    }

    private static String unknown(SdkHttpRequest http) {
        return http.method() + " " + http.getUri();
    }
}
