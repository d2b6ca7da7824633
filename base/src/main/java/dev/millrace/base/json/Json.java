package dev.millrace.base.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// The one JSON mapper.
public final class Json {
    /// Shared and not to be reconfigured. Unknown properties are refused, but in the tasks of states ([StateTask]).
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    /// A value's JSON, on one line.
    ///
    /// @throws IllegalStateException when it has none: plain values always have one
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("This has no JSON form: " + value.getClass(), e);
        }
    }
}
