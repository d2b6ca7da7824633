package dev.millrace.protocols;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// The records of this package as JSON, and back. Nothing may be missing, unknown, given twice or left over.
public final class RunJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantReader()))
            .build();

    private RunJson() {}

    /// The JSON of a record, indented for people, in UTF-8.
    public static byte[] write(Record value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("This has no JSON form: " + value.getClass(), e);
        }
    }

    /// Reads a record.
    ///
    /// @throws IOException when the bytes are none, with what is wrong
    public static <R extends Record> R read(byte[] json, Class<R> type) throws IOException {
        R value = MAPPER.readValue(json, type);
        if (value == null) {
            throw new IOException("This is no %s: null".formatted(type.getSimpleName()));
        }
        return value;
    }

    /// ISO 8601 in UTC, such as `2026-11-21T02:00:00.123Z`.
    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(parser.getValueAsString(""));
            } catch (DateTimeParseException e) {
                throw context.weirdStringException(
                        parser.getText(), Instant.class, "must be such as 2026-11-21T02:00:00Z");
            }
        }
    }
}
