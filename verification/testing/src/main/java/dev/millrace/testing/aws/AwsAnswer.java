package dev.millrace.testing.aws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/// A service's answer.
record AwsAnswer(int status, Map<String, String> headers, SdkBytes body) {
    AwsAnswer {
        headers = Map.copyOf(headers);
    }

    static AwsAnswer empty(int status, Map<String, String> headers) {
        return new AwsAnswer(status, headers, SdkBytes.fromByteArray(new byte[0]));
    }

    static AwsAnswer text(int status, String contentType, String text) {
        return new AwsAnswer(
                status, Map.of("Content-Type", contentType), SdkBytes.fromString(text, StandardCharsets.UTF_8));
    }

    AwsAnswer with(Map<String, String> more) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(more);
        return new AwsAnswer(status, all, body);
    }

    /// The answer as an HTTP client of the SDK hands it on.
    HttpExecuteResponse toHttp() {
        return toHttp(AbortableInputStream.create(new ByteArrayInputStream(body.asByteArray())));
    }

    /// The same with another body, but these headers: its length, too.
    HttpExecuteResponse toHttp(AbortableInputStream otherBody) {
        SdkHttpFullResponse.Builder http = SdkHttpFullResponse.builder().statusCode(status);
        headers.forEach(http::putHeader);
        if (!headers.containsKey("Content-Length") && body.asByteArrayUnsafe().length > 0) {
            http.putHeader("Content-Length", String.valueOf(body.asByteArrayUnsafe().length));
        }
        return HttpExecuteResponse.builder()
                .response(http.build())
                .responseBody(otherBody)
                .build();
    }
}
