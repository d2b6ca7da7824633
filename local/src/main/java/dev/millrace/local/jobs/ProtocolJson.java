package dev.millrace.local.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/// JSON as the services' protocols have it.
final class ProtocolJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MILLI_DIGITS = 3;

    private ProtocolJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Reads an object; nothing at all is an empty one.
    ///
    /// @throws Refusal when it is something else
    static ObjectNode read(Bytes body) {
        if (body.length() == 0) {
            return object();
        }
        try {
            if (MAPPER.readTree(body.array()) instanceof ObjectNode read) {
                return read;
            }
        } catch (IOException e) {
            throw new Refusal("SerializationException", "The body is no JSON: " + reason(e));
        }
        throw new Refusal("SerializationException", "The body is no JSON object");
    }

    /// A moment as both protocols write it: seconds since 1970, with milliseconds.
    static BigDecimal seconds(Instant moment) {
        return BigDecimal.valueOf(moment.toEpochMilli(), MILLI_DIGITS);
    }

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }
}
