package dev.millrace.testing.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/// A request to a service of AWS, as the service reads it.
///
/// @param service its name in signatures, such as `s3` or `states`
/// @param operation such as `CopyObject`
record AwsRequest(String service, String operation, SdkHttpRequest http, SdkBytes body) {
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/[0-9]+/[^/]+/([^/]+)/aws4_request");

    /// @throws IllegalArgumentException when it is not signed, or its operation cannot be told
    static AwsRequest of(HttpExecuteRequest request) {
        SdkHttpRequest http = request.httpRequest();
        SdkBytes body = body(request);
        String service = service(http);
        return new AwsRequest(service, operation(service, http, body), http, body);
    }

    private static SdkBytes body(HttpExecuteRequest request) {
        if (request.contentStreamProvider().isEmpty()) {
            return SdkBytes.fromByteArray(new byte[0]);
        }
        try (InputStream in = request.contentStreamProvider().get().newStream()) {
            return SdkBytes.fromInputStream(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String service(SdkHttpRequest http) {
        Matcher scope = SCOPE.matcher(http.firstMatchingHeader("Authorization").orElse(""));
        if (!scope.find()) {
            throw new IllegalArgumentException("The request is not signed: " + http.getUri());
        }
        return scope.group(1);
    }

    private static String operation(String service, SdkHttpRequest http, SdkBytes body) {
        if (service.equals("s3")) {
            return S3Operations.nameOf(http, S3Address.of(http));
        }
        if (service.equals("emr-serverless")) {
            return InMemoryEmrServerless.operation(http);
        }
        return http.firstMatchingHeader("X-Amz-Target")
                .map(target -> target.substring(target.lastIndexOf('.') + 1))
                .or(() -> Optional.ofNullable(form(body).get("Action")))
                .orElseThrow(() -> new IllegalArgumentException("Neither target nor action: " + http.getUri()));
    }

    /// The fields of a body of the query protocol.
    Map<String, String> form() {
        return form(body);
    }

    private static Map<String, String> form(SdkBytes body) {
        return Arrays.stream(body.asUtf8String().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
