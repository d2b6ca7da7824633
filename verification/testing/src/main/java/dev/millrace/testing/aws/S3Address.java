package dev.millrace.testing.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The bucket and the key that a request to S3 is about, by either style of address: `bucket.s3.<region>.…/key` and
/// `…/bucket/key`.
///
/// @param key empty when the request is about the bucket
record S3Address(String bucket, String key) {
    static S3Address of(SdkHttpRequest http) {
        String path = decoded(http.encodedPath().replaceFirst("^/", ""));
        int service = http.host().indexOf(".s3.");
        if (service > 0) {
            return new S3Address(http.host().substring(0, service), path);
        }
        int slash = path.indexOf('/');
        return slash < 0 ? new S3Address(path, "") : new S3Address(path.substring(0, slash), path.substring(slash + 1));
    }

    /// In a path a plus is a plus.
    static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
