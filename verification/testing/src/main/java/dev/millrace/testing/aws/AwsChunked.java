package dev.millrace.testing.aws;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/// A body in the coding `aws-chunked`: chunks with or without signatures, then trailers (S3 API reference, "Signature
/// calculations … transferring payload in multiple chunks").
///
/// @param trailers such as `x-amz-checksum-crc32`
record AwsChunked(SdkBytes content, Map<String, String> trailers) {
    AwsChunked {
        trailers = Map.copyOf(trailers);
    }

    static AwsChunked decoded(byte[] body) {
        var content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = lineEnd(body, at);
            String header = text(body, at, end);
            int size = Integer.parseInt(header.split(";", 2)[0], 16);
            at = end + 2;
            if (size == 0) {
                return new AwsChunked(SdkBytes.fromByteArray(content.toByteArray()), trailers(body, at));
            }
            content.write(body, at, size);
            at += size + 2;
        }
    }

    private static Map<String, String> trailers(byte[] body, int from) {
        var trailers = new TreeMap<String, String>();
        int at = from;
        while (at < body.length) {
            int end = lineEnd(body, at);
            String[] trailer = text(body, at, end).split(":", 2);
            if (trailer.length == 2) {
                trailers.put(trailer[0], trailer[1].strip());
            }
            at = end + 2;
        }
        return trailers;
    }

    private static int lineEnd(byte[] body, int from) {
        for (int i = from; i + 1 < body.length; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                return i;
            }
        }
        throw new IllegalArgumentException("The chunked body breaks off");
    }

    private static String text(byte[] body, int from, int to) {
        return new String(body, from, to - from, StandardCharsets.US_ASCII);
    }
}
