package dev.millrace.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// An event as a line of JSON, with the fields of Powertools' own layouts (`LambdaJsonLayout.json`): `level`,
/// `message`, `error`, those of the context, `timestamp`; and the `logger`.
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /// Fields that Powertools writes as numbers and truth values, not as texts.
    private static final Set<String> BARE = Set.of("cold_start", "function_memory_size", "sampling_rate");

    /// Of a text so much is written: four of them fill no event of Lambda's, whatever they are made of.
    private static final int MOST_CHARACTERS = 10_000;

    private JsonLine() {}

    /// Writes an event.
    ///
    /// @param context fields of their own; the empty ones are left out
    /// @return UTF-8, with the line's end
    static byte[] of(
            Instant at,
            Level level,
            String logger,
            @Nullable String message,
            @Nullable Throwable thrown,
            Map<String, String> context) {
        var line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("level", level.toString());
            json.writeStringField("message", cut(message));
            if (thrown != null) {
                json.writeObjectFieldStart("error");
                json.writeStringField("message", cut(thrown.getMessage()));
                json.writeStringField("name", thrown.getClass().getName());
                json.writeStringField("stack", stack(thrown));
                json.writeEndObject();
            }
            for (Map.Entry<String, String> field : new TreeMap<>(context).entrySet()) {
                write(json, field.getKey(), field.getValue());
            }
            json.writeStringField("logger", logger);
            json.writeStringField("timestamp", TIME.format(at));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value == null || value.isEmpty()) {
            return;
        }
        json.writeFieldName(name);
        if (BARE.contains(name) && value.matches("true|false|[0-9]{1,9}([.][0-9]{1,9})?")) {
            json.writeRawValue(value);
        } else {
            json.writeString(cut(value));
        }
    }

    private static @Nullable String cut(@Nullable String text) {
        if (text == null || text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end) + "…";
    }

    /// The stack, of a long one its middle cut out: what failed first stands last.
    private static String stack(Throwable thrown) {
        var written = new StringWriter();
        thrown.printStackTrace(new PrintWriter(written, true));
        String text = written.toString();
        int half = MOST_CHARACTERS / 2;
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, half) + "\n…\n" + text.substring(text.length() - half);
    }
}
