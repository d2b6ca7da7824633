package dev.millrace.contract.inference;

import dev.millrace.contract.FileFormat;
import dev.millrace.contract.json.JsonFlaw;
import dev.millrace.contract.json.JsonKind;
import dev.millrace.contract.json.JsonReader;
import dev.millrace.contract.json.JsonRecord;
import dev.millrace.contract.json.UnknownName;
import dev.millrace.contract.json.UnknownNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Looks at a sample of JSON objects: first at their names, then at the values under these.
///
/// Of an array all rows are looked at, for it cannot be read in part.
final class JsonSample {
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

    /// Takes a record that is right.
    private interface Records {
        void record(JsonRecord record);
    }

    Looked look() throws IOException, NotUsable {
        List<String> names = names();
        List<JsonKinds> kinds =
                Stream.generate(JsonKinds::new).limit(names.size()).toList();
        Profiles profiles = new Profiles(names.size());
        read(names, record -> take(record, kinds, profiles));
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

    /// Why no column can hold the values; empty when one can.
    private static String leftOut(JsonKinds kinds, ColumnProfile profile) {
        if (!kinds.areOneColumn()) {
            return kinds.hasNested() ? " (nested)" : " (several kinds of values)";
        }
        return kinds.kind() == ValueKind.NUMBER && !profile.areNumbers() ? " (numbers too great or too exact)" : "";
    }

    private List<String> names() throws IOException, NotUsable {
        UnknownNames found = read(List.of(), record -> {});
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

    private UnknownNames read(List<String> names, Records records) throws IOException, NotUsable {
        rows = 0;
        lines = OptionalLong.empty();
        try (InputStream in = sample.open()) {
            JsonReader reader = new JsonReader(in, layout.lines(), FileFormat.GREATEST_MAX_RECORD_BYTES, names);
            byte[] beginning = reader.beginning();
            reader.pass(hasByteOrderMark(beginning) ? 3 : 0);
            while (reader.next()) {
                JsonRecord record = reader.record();
                if (layout.lines() && rows == options.rows()) {
                    lines = OptionalLong.of(record.line() - 1);
                    break;
                }
                if (record.flaw() == JsonFlaw.NONE) {
                    rows++;
                    records.record(record);
                } else if (rows == 0) {
                    throw new NotUsable("line %d: %s"
                            .formatted(record.flawLine(), record.flaw().message()));
                }
            }
            return reader.unknownNames();
        }
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static void take(JsonRecord record, List<JsonKinds> kinds, Profiles profiles) {
        profiles.begin();
        for (int i = 0; i < kinds.size(); i++) {
            JsonKind kind = record.kind(i);
            kinds.get(i).add(kind);
            if (kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
                profiles.column(i).addNothing();
            } else {
                record.unescape(i);
                profiles.column(i)
                        .add(new String(
                                record.bytes(),
                                record.start(i),
                                record.end(i) - record.start(i),
                                StandardCharsets.UTF_8));
            }
        }
    }
}
