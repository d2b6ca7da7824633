package dev.millrace.testing.aws;

import dev.millrace.testing.InMemoryS3;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A request as it came to S3, its body decoded.
///
/// @param headers trailers too, by lowercase name
record S3Incoming(S3Address address, Map<String, String> query, Map<String, String> headers, SdkBytes body) {
    private static final String COPY_SOURCE = "x-amz-copy-source";

    /// Headers of signing and of the transfer, which say nothing about the operation.
    private static final Set<String> OF_THE_TRANSFER = Set.of(
            "x-amz-content-sha256",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-decoded-content-length",
            "x-amz-trailer",
            "x-amz-te",
            // Of no bytes: the SDK sends it with a GET, too.
            "x-amz-checksum-crc32");

    /// Query parameters that only choose the operation.
    private static final Set<String> CHOOSING = Set.of("uploads", "tagging", "versions", "list-type");

    S3Incoming {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    static S3Incoming of(AwsRequest request) {
        var headers = new TreeMap<String, String>();
        request.http()
                .forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        var query = new TreeMap<String, String>();
        request.http()
                .forEachRawQueryParameter((name, values) ->
                        query.put(name, values.isEmpty() || values.getFirst() == null ? "" : values.getFirst()));
        S3Address address = S3Address.of(request.http());
        if (!headers.getOrDefault("x-amz-content-sha256", "").startsWith("STREAMING-")) {
            return new S3Incoming(address, query, headers, request.body());
        }
        AwsChunked chunked = AwsChunked.decoded(request.body().asByteArray());
        headers.putAll(chunked.trailers());
        headers.remove("content-encoding", "aws-chunked");
        headers.remove("content-length");
        headers.remove("x-amz-trailer-signature");
        requireWhole(chunked, headers);
        return new S3Incoming(address, query, headers, chunked.content());
    }

    private static void requireWhole(AwsChunked chunked, Map<String, String> headers) {
        String length = String.valueOf(chunked.content().asByteArrayUnsafe().length);
        if (!length.equals(headers.get("x-amz-decoded-content-length"))) {
            throw new IllegalArgumentException("The body has another length than x-amz-decoded-content-length says");
        }
    }

    byte[] content() {
        return body.asByteArray();
    }

    /// Fills a request's builder in.
    ///
    /// @throws S3Exception when the operation knows no such header or query parameter
    <B extends SdkPojo> B into(B request) {
        var own = new TreeMap<>(headers);
        own.remove(COPY_SOURCE);
        RestXmlReader.read(request, address, query, own, content());
        requireKnown(request);
        return request;
    }

    private void requireKnown(SdkPojo request) {
        var unknown = new TreeSet<String>();
        headers.keySet().stream()
                .filter(h -> h.startsWith("x-amz-") && !OF_THE_TRANSFER.contains(h))
                .forEach(unknown::add);
        query.keySet().stream().filter(q -> !CHOOSING.contains(q)).forEach(unknown::add);
        request.sdkFields()
                .forEach(field -> unknown.removeIf(name -> field.locationName().endsWith("-")
                        ? name.startsWith(field.locationName())
                        : name.equalsIgnoreCase(field.locationName())));
        if (!unknown.isEmpty()) {
            throw InMemoryS3.failure(
                    501,
                    "S3 in memory has not %s of %s: build it before you rely on it"
                            .formatted(unknown, request.getClass().getName()));
        }
    }

    /// What a copy is made of: the header's `bucket/key?versionId=…`, percent-encoded.
    S3Address source() {
        String place = S3Address.decoded(sourceHeader()[0]).replaceFirst("^/", "");
        int slash = place.indexOf('/');
        return new S3Address(place.substring(0, slash), place.substring(slash + 1));
    }

    /// The version that a copy is made of; null for the latest.
    @Nullable String sourceVersion() {
        return sourceHeader().length == 2 ? sourceHeader()[1] : null;
    }

    private String[] sourceHeader() {
        return headers.getOrDefault(COPY_SOURCE, "").split("\\?versionId=", 2);
    }
}
