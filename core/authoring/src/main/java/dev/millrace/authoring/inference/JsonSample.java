package dev.millrace.authoring.inference;

import dev.millrace.contract.FileFormat;
import dev.millrace.contract.Printable;
import dev.millrace.formats.json.JsonFlaw;
import dev.millrace.formats.json.JsonKind;
import dev.millrace.formats.json.JsonReader;
import dev.millrace.formats.json.JsonRecord;
import dev.millrace.formats.json.UnknownName;
import dev.millrace.formats.json.UnknownNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks at a sample of JSON objects: first at their names, then at the values under these.
///
/// Of an array all rows are looked at, for it cannot be read in part.
final class JsonSample {
    private static final int BEGINNING = 1 << 16;
    /// So many records are read for their names, and all once more when others come up later.
    private static final int FIRST_RECORDS = 1_000;

    private static final Pattern ROWS_IN_ARRAY = Pattern.compile("\"([^\"]{1,60})\"\\s*:\\s*\\[\\s*\\{");
    private static final Pattern SEVERAL_OBJECTS = Pattern.compile("\\}\\s*,?\\s*\\{");

    private final Sample sample;
    private final InferenceOptions options;
    private final JsonLayout layout;
    private long rows;
    private OptionalLong lines = OptionalLong.empty();

    JsonSample(Sample sample, InferenceOptions options, JsonLayout layout) {
        this.sample = sample;
        this.options = options;
        this.layout = layout;
    }

    /// What was read under some names.
    ///
    /// @param others names that came up beside
    private record Read(List<JsonKinds> kinds, Profiles profiles, List<UnknownName> others) {}

    private Read read(List<String> names) throws IOException, NotUsable {
        List<JsonKinds> kinds =
                Stream.generate(JsonKinds::new).limit(names.size()).toList();
        Profiles profiles = new Profiles(names.size(), true);
        UnknownNames others = read(names, options.rows(), record -> take(record, kinds, profiles));
        return new Read(kinds, profiles, others.names());
    }

    /// Takes a record that is right.
    private interface Records {
        void record(JsonRecord record);
    }

    Looked look() throws IOException, NotUsable {
        List<String> names = names(Math.min(options.rows(), FIRST_RECORDS));
        Read read = read(names);
        if (!read.others().isEmpty()) {
            names = names(options.rows());
            read = read(names);
        }
        List<JsonKinds> kinds = read.kinds();
        Profiles profiles = read.profiles();
        checkIsTable(names, kinds);
        Draft draft = FirstDraft.of(layout, names, sample.packed(), options);
        List<ColumnGuess> columns = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ColumnGuess column = draft.columns().get(i);
            ColumnProfile profile = profiles.column(i);
            String reason = leftOut(kinds.get(i), profile);
            if (reason.isEmpty()) {
                ValueKind kind = kinds.get(i).kind();
                columns.add(profile.guess(column.of(kind), options.strict()));
            } else {
                leftOut.add(names.get(i) + reason);
            }
        }
        if (columns.isEmpty()) {
            throw new NotUsable("none of its names has values of one kind that a column can hold");
        }
        return new Looked(draft.with(columns).without(leftOut), rows, lines);
    }

    /// One object alone may be no row, but an answer or a wrapping.
    private void checkIsTable(List<String> names, List<JsonKinds> kinds) throws NotUsable {
        if (rows != 1 || lines.isPresent()) {
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            if (layout.lines() && kinds.get(i).hasObjectsInArray()) {
                throw new NotUsable(wrapped(names.get(i)));
            }
        }
        if (ErrorAnswer.is(names)) {
            throw new NotUsable("it is one JSON object that seems to be the answer of a service that failed ("
                    + String.join(", ", names) + ")");
        }
    }

    private static String wrapped(String name) {
        return "it is one JSON object, whose rows seem to be in the array '%s'; write that array alone, or a line for each"
                        .formatted(Printable.of(name, 60))
                + " object";
    }

    /// Why no column can hold the values; empty when one can.
    private static String leftOut(JsonKinds kinds, ColumnProfile profile) {
        if (!kinds.areOneColumn()) {
            return " (" + (kinds.hasNested() ? "nested: " : "several kinds of values: ") + kinds.description() + ")";
        }
        return kinds.kind() == ValueKind.NUMBER && !profile.areNumbers() ? " (numbers too great or too exact)" : "";
    }

    /// The names in the first records.
    private List<String> names(long most) throws IOException, NotUsable {
        UnknownNames found = read(List.of(), most, record -> {});
        List<String> names = found.names().stream().map(UnknownName::name).toList();
        if (names.size() == UnknownNames.MOST) {
            throw new NotUsable("its objects have %,d different names or more; these may be data, not columns"
                    .formatted(UnknownNames.MOST));
        }
        if (names.stream().anyMatch(PersonalData::isTold)) {
            throw new NotUsable("the names in its objects are data of persons, not names of columns");
        }
        return names;
    }

    private UnknownNames read(List<String> names, long most, Records records) throws IOException, NotUsable {
        rows = 0;
        lines = OptionalLong.empty();
        try (InputStream in = sample.open()) {
            JsonReader reader = new JsonReader(in, layout.lines(), FileFormat.GREATEST_MAX_RECORD_BYTES, names);
            byte[] beginning = reader.beginning();
            reader.pass(hasByteOrderMark(beginning) ? 3 : 0);
            while (reader.next()) {
                JsonRecord record = reader.record();
                if (rows == most && (layout.lines() || most < options.rows())) {
                    lines = OptionalLong.of(record.line() - 1);
                    break;
                }
                if (record.flaw() == JsonFlaw.NONE) {
                    rows++;
                    records.record(record);
                } else if (rows == 0) {
                    throw new NotUsable("line %d: %s".formatted(record.flawLine(), reason(record.flaw())));
                }
            }
            return reader.unknownNames();
        }
    }

    /// A flaw of the first object, and what it seems to come from.
    private String reason(JsonFlaw flaw) throws IOException {
        String beginning = new String(sample.beginning(BEGINNING), StandardCharsets.UTF_8);
        Matcher rows = ROWS_IN_ARRAY.matcher(beginning);
        if (flaw == JsonFlaw.LINE_ENDS && rows.find()) {
            return wrapped(rows.group(1));
        }
        if (flaw == JsonFlaw.LINE_ENDS && !beginning.contains("}\n{")) {
            return flaw.message() + " (it seems to be one JSON document over several lines)";
        }
        boolean several = flaw == JsonFlaw.TEXT_AFTER_OBJECT
                && SEVERAL_OBJECTS
                        .matcher(beginning.lines().findFirst().orElse(""))
                        .find();
        return several ? "several objects stand on the line; each line must be one object" : flaw.message();
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static byte firstInArray(JsonRecord record, int name) {
        int at = record.start(name) + 1;
        while (at < record.end(name) && record.bytes()[at] <= ' ') {
            at++;
        }
        return record.bytes()[at];
    }

    private static void take(JsonRecord record, List<JsonKinds> kinds, Profiles profiles) {
        profiles.begin();
        for (int i = 0; i < kinds.size(); i++) {
            JsonKind kind = record.kind(i);
            kinds.get(i).add(kind);
            if (kind == JsonKind.ARRAY) {
                kinds.get(i).addInArray(firstInArray(record, i));
            }
            if (kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
                profiles.column(i).addNothing();
            } else {
                record.unescape(i);
                profiles.column(i)
                        .add(
                                new String(
                                        record.bytes(),
                                        record.start(i),
                                        record.end(i) - record.start(i),
                                        StandardCharsets.UTF_8),
                                record.line());
            }
        }
    }
}
