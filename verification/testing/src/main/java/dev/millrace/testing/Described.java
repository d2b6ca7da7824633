package dev.millrace.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Tag;

/// What is told of an object besides its bytes.
///
/// @param contentType null when nobody said it
record Described(@Nullable String contentType, Map<String, String> metadata, List<Tag> tags) {
    static final Described NOTHING = new Described(null, Map.of(), List.of());

    /// The tags of the header `x-amz-tagging`, such as `a=1&b=2`.
    static List<Tag> tags(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(header.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .map(pair -> Tag.builder()
                        .key(URLDecoder.decode(pair[0], StandardCharsets.UTF_8))
                        .value(URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
                        .build())
                .toList();
    }
}
