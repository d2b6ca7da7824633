package dev.millrace.judging.sets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.millrace.contract.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/// Reads the control file `{"files": [{"name": …, "rows": …}, …]}`. Other members beside `files` are passed over.
final class JsonList {
    private static final int MOST_DEPTH = 50;
    private static final int LONGEST_STRING = 65_536;
    private static final int LONGEST_NUMBER = 200;
    private static final int MOST_SHOWN = 300;

    /// What Jackson says of the place where something began: it has no name for the file.
    private static final Pattern OF_SOURCE = Pattern.compile(" \\([^()]*\\[Source: .*$", Pattern.DOTALL);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(LONGEST_STRING)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private final String text;
    private final EntrySink sink;

    /// @param sink gets the fields of each file
    JsonList(String text, EntrySink sink) {
        this.text = text;
        this.sink = sink;
    }

    void read() throws Malformed {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (!readObject(json)) {
                throw new Malformed(1, "there is no list \"files\"");
            }
            if (json.nextToken() != null) {
                throw malformed(json, "nothing may follow the closing '}'");
            }
        } catch (JsonProcessingException e) {
            long line =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new Malformed(line, "this is not JSON as it must be: " + problem(e));
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read", e);
        }
    }

    private static String problem(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "the file ends before its list does";
        }
        if (e instanceof StreamConstraintsException) {
            return "nothing may be nested deeper than %d levels, and no string may have more than %,d characters"
                    .formatted(MOST_DEPTH, LONGEST_STRING);
        }
        return Printable.of(OF_SOURCE.matcher(e.getOriginalMessage()).replaceFirst(""), MOST_SHOWN);
    }

    /// @return whether it has the list
    private boolean readObject(JsonParser json) throws IOException, Malformed {
        expect(json, json.nextToken(), JsonToken.START_OBJECT, '{');
        boolean found = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean files = json.currentName().equals("files");
            JsonToken value = json.nextToken();
            if (files) {
                expect(json, value, JsonToken.START_ARRAY, '[');
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    file(json);
                }
                found = true;
            } else {
                json.skipChildren();
            }
        }
        return found;
    }

    private void file(JsonParser json) throws IOException, Malformed {
        expect(json, json.currentToken(), JsonToken.START_OBJECT, '{');
        EntryFields fields = new EntryFields(json.currentTokenLocation().getLineNr());
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isStructStart()) {
                json.skipChildren();
                fields.complain("what is given of a file is text or a number, no list and no object");
            } else {
                fields.put(name, value == JsonToken.VALUE_NULL ? null : json.getText());
            }
        }
        sink.accept(fields);
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken wanted, char sign) throws Malformed {
        if (found != wanted) {
            throw malformed(json, "here must be a '%c'".formatted(sign));
        }
    }

    private static Malformed malformed(JsonParser json, String problem) {
        return new Malformed(json.currentTokenLocation().getLineNr(), "this is not JSON as it must be: " + problem);
    }
}
