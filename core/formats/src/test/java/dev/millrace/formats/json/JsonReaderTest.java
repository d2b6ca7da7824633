package dev.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// The reader and Jackson understand each other.
class JsonReaderTest {
    private static final List<String> NAMES = List.of("a", "b", "längerer Name", "\"\\\n");
    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @Provide
    Arbitrary<Map<String, Object>> records() {
        Arbitrary<String> known = Arbitraries.of(NAMES);
        Arbitrary<String> other = texts().map(name -> "x" + name);
        return Arbitraries.maps(Arbitraries.oneOf(known, known, other), values(2))
                .ofMaxSize(6);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab\"\\/\b\f\n\r\t\0 é€\u2028{}[]:,")
                .ofMaxLength(20)
                .map(text -> text.replace("ab", "😀"));
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts().map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.bigDecimals().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast));
        if (depth == 0) {
            return scalars.injectNull(0.2);
        }
        return Arbitraries.oneOf(
                scalars.injectNull(0.2),
                values(depth - 1).list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(texts(), values(depth - 1)).ofMaxSize(3).map(Object.class::cast));
    }

    @Property(tries = 400)
    void readsWhatJacksonWrites(
            @ForAll @Size(max = 8) List<@From("records") Map<String, Object>> records,
            @ForAll boolean lines,
            @ForAll boolean ascii,
            @ForAll boolean pretty,
            @ForAll boolean roomy)
            throws IOException {
        ObjectWriter writer = JACKSON.writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
        writer = ascii ? writer.with(JsonWriteFeature.ESCAPE_NON_ASCII) : writer;
        List<byte[]> written = new ArrayList<>();
        for (Map<String, Object> record : records) {
            written.add((pretty && !lines ? writer.withDefaultPrettyPrinter() : writer).writeValueAsBytes(record));
        }
        int longest = written.stream().mapToInt(each -> each.length).max().orElse(1);

        // With a record as long as allowed, each place of the file comes to lie at the end of the buffer.
        JsonReader reader =
                new JsonReader(new ByteArrayInputStream(file(written, lines)), lines, roomy ? 1 << 20 : longest, NAMES);

        for (Map<String, Object> record : records) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.record().flaw()).isEqualTo(JsonFlaw.NONE);
            assertThat(values(reader.record())).isEqualTo(expected(record));
        }
        assertThat(reader.next()).isFalse();
        assertThat(reader.unknownNames().names())
                .extracting(UnknownName::name)
                .containsExactlyElementsOf(records.stream()
                        .flatMap(record -> record.keySet().stream())
                        .filter(name -> !NAMES.contains(name))
                        .distinct()
                        .toList());
    }

    private static byte[] file(List<byte[]> records, boolean lines) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(bytes(lines ? "" : "["));
        for (int i = 0; i < records.size(); i++) {
            file.writeBytes(bytes(lines || i == 0 ? "" : ","));
            file.writeBytes(records.get(i));
            file.writeBytes(bytes(lines ? "\n" : ""));
        }
        file.writeBytes(bytes(lines ? "" : "]"));
        return file.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> expected(Map<String, Object> record) {
        Map<String, String> expected = new TreeMap<>();
        JsonNode tree = tree(bytes(JACKSON.valueToTree(record).toString()));
        NAMES.stream()
                .filter(record::containsKey)
                .forEach(name -> expected.put(name, tree.get(name).toString()));
        return expected;
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JACKSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> values(JsonRecord record) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            if (record.kind(i) != JsonKind.ABSENT) {
                values.put(NAMES.get(i), value(record, i).toString());
            }
        }
        return values;
    }

    private static JsonNode value(JsonRecord record, int name) {
        boolean isString = record.kind(name) == JsonKind.STRING;
        assertThat(!isString || record.unescape(name)).isTrue();
        int length = record.end(name) - record.start(name);
        String text = new String(record.bytes(), record.start(name), length, StandardCharsets.UTF_8);
        return isString ? JACKSON.getNodeFactory().textNode(text) : tree(bytes(text));
    }

    @Property(tries = 1_000)
    void takesForAnObjectWhatJacksonDoes(
            @ForAll("records") Map<String, Object> record,
            @ForAll @Size(max = 3) List<@IntRange(max = 1_000) Integer> places,
            @ForAll("changes") String changes)
            throws JsonProcessingException {
        StringBuilder changed = new StringBuilder(JACKSON.writeValueAsString(record));
        for (int i = 0; i < places.size(); i++) {
            int at = places.get(i) % changed.length();
            String change = changes.substring(i, i + 1);
            switch (places.get(i) % 3) {
                case 0 -> changed.insert(at, change);
                case 1 -> changed.replace(at, at + 1, change);
                default -> changed.replace(at, at + 1, "").append(changed.isEmpty() ? change : "");
            }
        }
        byte[] file = bytes(changed.toString());

        assertThat(accepts(file)).as(changed.toString()).isEqualTo(jacksonAccepts(file));
    }

    @Provide
    Arbitrary<String> changes() {
        return Arbitraries.strings()
                .withChars("{}[]\":,\\/u0123-.eE+ \t\rtfnxé")
                .ofLength(3);
    }

    private static boolean jacksonAccepts(byte[] file) {
        try (JsonParser parser = JACKSON.createParser(file)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return isObject && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean accepts(byte[] file) {
        JsonReader reader = new JsonReader(new ByteArrayInputStream(file), true, 1 << 20, NAMES);
        try {
            return reader.next() && reader.record().flaw() == JsonFlaw.NONE && !reader.next();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 1_000)
    void comesToAnEndWhateverTheBytesAre(
            @ForAll("anything") String text, @ForAll boolean lines, @ForAll @IntRange(min = 1, max = 60) int longest)
            throws IOException {
        byte[] file = text.getBytes(StandardCharsets.ISO_8859_1);
        JsonReader reader = new JsonReader(new ByteArrayInputStream(file), lines, longest, NAMES);
        int records = 0;
        while (reader.next()) {
            assertThat(reader.record().flawLine()).isBetween(1L, 1L + file.length);
            assertThat(++records).isLessThanOrEqualTo(file.length);
        }
        assertThat(reader.isOver()).isTrue();
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.of(
                        "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u00", "1", "-", "e", "true", "\n", " ", "\0", "a",
                        "\u00C3", "\u00A9", "{\"a\":", "\"b\":1")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property
    void unescapesWhatJacksonDoes(@ForAll("escapes") String escaped) throws IOException {
        byte[] file = bytes("{\"a\":\"" + escaped + "\"}");
        JsonReader reader = new JsonReader(new ByteArrayInputStream(file), true, 1 << 20, NAMES);

        assertThat(reader.next()).isTrue();
        boolean whole = reader.record().unescape(0);

        String expected = JACKSON.readTree(file).get("a").textValue();
        assertThat(whole).isEqualTo(isWhole(expected));
        if (whole) {
            assertThat(value(reader.record(), 0).textValue()).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<String> escapes() {
        return Arbitraries.of(
                        "\\ud83d", "\\uDE00", "\\u00e9", "\\u20ac", "\\u0000", "\\\\", "\\\"", "\\/", "\\b", "\\f",
                        "\\n", "\\r", "\\t", "x", "é", "😀")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_16BE.newEncoder().canEncode(text);
    }

    @Property
    void keepsNumbersAsTheyAreWritten(@ForAll BigDecimal number) throws IOException {
        byte[] file = bytes("{\"a\":" + number + "}");
        JsonReader reader = new JsonReader(new ByteArrayInputStream(file), true, 1 << 20, NAMES);

        assertThat(reader.next()).isTrue();
        JsonRecord record = reader.record();
        assertThat(new String(
                        record.bytes(), record.start(0), record.end(0) - record.start(0), StandardCharsets.US_ASCII))
                .isEqualTo(number.toString());
        assertThat(record.isSpecial(0)).isEqualTo(number.scale() != 0);
    }
}
