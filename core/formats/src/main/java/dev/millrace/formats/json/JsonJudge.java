package dev.millrace.formats.json;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileCheck;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Printable;
import dev.millrace.formats.text.ByteOrderMark;
import dev.millrace.formats.text.FileKind;
import dev.millrace.judging.ColumnNames;
import dev.millrace.judging.FileRules;
import dev.millrace.judging.NamesAlike;
import dev.millrace.judging.RecordJudge;
import dev.millrace.judging.SchemaDrift;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RawRecord;
import dev.millrace.judging.values.Utf8;
import dev.millrace.judging.values.WholeNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges a file of JSON objects, one a line or in one array.
///
/// A column's value stands under its name in the files (ODCS `physicalName`), in any order; null, or a name that is
/// not there, is no value. Of a line that is not JSON the rest is judged; in an array reading stops there. It also
/// stops at another encoding's byte order mark, and at a record that is too long.
final class JsonJudge implements RawRecord {
    private static final int SHOWN = 100;

    private final JsonFormat format;
    private final List<String> names;
    private final RecordJudge records;
    private final FindingsCollector tally;
    private final SchemaDrift drift;
    private final JsonReader reader;
    private final FileRules rules;
    private final JsonValues[] values;
    private final boolean[] isInteger;
    private final WholeNumbers wholeNumbers = new WholeNumbers();
    private final Cell cell = new Cell();
    private int unknownTold;
    /// Whether a record had one of the contract's names.
    private boolean known;
    private boolean stopped;

    JsonJudge(DataContract contract, JsonFormat format, InputStream bytes, RecordJudge records) {
        List<Column> columns = contract.columns();
        this.format = format;
        this.records = records;
        this.tally = records.tally();
        this.drift = records.drift();
        this.names = contract.headers();
        this.rules = new FileRules(contract.fileChecks(), records);
        this.reader = new JsonReader(bytes, format.lines(), format.maxRecordBytes(), names, new NamesAlike(names)::has);
        this.values =
                columns.stream().map(column -> JsonValues.of(column.type())).toArray(JsonValues[]::new);
        this.isInteger = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            isInteger[i] = columns.get(i).type() instanceof LogicalType.IntegerType;
        }
    }

    /// Judges the file.
    ///
    /// @return whether reading stopped before its end
    boolean judge() throws IOException {
        byte[] beginning = reader.beginning();
        ByteOrderMark mark = ByteOrderMark.at(beginning, beginning.length);
        Optional<FileKind> kind = FileKind.at(beginning, beginning.length);
        if (!mark.isRead()) {
            stop(Rule.ENCODING, "the file is %s; it must be UTF-8".formatted(mark.encoding()));
        } else if (kind.isPresent()) {
            stop(
                    Rule.FILE_KIND,
                    "the file is %s; it must be %s".formatted(kind.get().description(), format.title()));
        } else {
            reader.pass(mark.length());
            judgeRecords();
        }
        return stopped;
    }

    private void stop(Rule rule, String message) {
        tally.add(rule, 0, message);
        stopped = true;
    }

    private void judgeRecords() throws IOException {
        long following = 1;
        while (reader.next()) {
            JsonRecord record = reader.record();
            if (format.lines()) {
                rules.blankLines(following, record.line() - following);
                following = record.line() + 1;
            }
            judge(record);
        }
        if (format.lines() && !reader.isEmpty() && !stopped) {
            rules.blankLines(following, reader.line() - following);
        }
        if (!known && !tally.halts() && !reader.unknownNames().names().isEmpty()) {
            tally.add(Rule.SCHEMA, 0, "no object has any of the contract's names; is the file one of another dataset?");
        }
        // An array without elements says that there are none; nothing at all says nothing.
        if (reader.isEmpty()) {
            tally.add(
                    Rule.FILE_EMPTY,
                    0,
                    "the file is empty; it must have %s".formatted(format.lines() ? "an object at least" : "an array"));
        }
    }

    private void judge(JsonRecord record) throws IOException {
        JsonFlaw flaw = record.flaw();
        if (!reader.isRecord()) {
            tally.add(rule(flaw), record.flawLine(), flaw.message());
            stopped = true;
            return;
        }
        records.begin(record.line());
        if (flaw != JsonFlaw.NONE) {
            records.flaw(rule(flaw), record.flawLine(), message(record));
            stopped = reader.isOver();
        } else {
            judgeNames(record);
            known = known || hasName(record);
            if (!isEmpty(record)
                    || rules.ofRecord(FileCheck.EMPTY_ROW, record.line(), "no column has a value in the object")) {
                judgeValues(record);
            }
        }
        records.end(this);
    }

    private boolean hasName(JsonRecord record) {
        for (int i = 0; i < values.length; i++) {
            if (record.kind(i) != JsonKind.ABSENT) {
                return true;
            }
        }
        return false;
    }

    private boolean isEmpty(JsonRecord record) {
        for (int i = 0; i < values.length; i++) {
            JsonKind kind = record.kind(i);
            if (kind != JsonKind.ABSENT && kind != JsonKind.NULL) {
                return false;
            }
        }
        return true;
    }

    private static Rule rule(JsonFlaw flaw) {
        return switch (flaw.sort()) {
            case SYNTAX -> Rule.SYNTAX;
            case NUL_BYTE -> Rule.NUL_BYTE;
            case NESTING -> Rule.NESTING;
            case RECORD_SIZE -> Rule.RECORD_SIZE;
        };
    }

    private static String message(JsonRecord record) {
        int at = record.start() + record.flawByte() - 1;
        String message = ByteOrderMark.lengthAt(record.bytes(), at, record.end()) > 0
                ? "a byte order mark (U+FEFF) stands outside a string; was the file joined of two?"
                : record.flaw().message();
        return record.flawByte() > 1 ? "%s (byte %d of the record)".formatted(message, record.flawByte()) : message;
    }

    private void judgeNames(JsonRecord record) {
        UnknownNames unknown = reader.unknownNames();
        while (unknownTold < unknown.names().size()) {
            judgeUnknown(record, unknown.names().get(unknownTold++));
        }
        String repeated = unknown.repeated();
        if (repeated != null) {
            records.flaw(
                    Rule.DUPLICATE_NAME,
                    record.line(),
                    "the name '%s' stands more than once in the object"
                            .formatted(Printable.of(drift.shown(repeated), SHOWN)));
        }
    }

    /// Tells of a name that the contract does not have, and whether it is only one of the contract's written otherwise:
    /// to pass that over would load nothing where there is something.
    private void judgeUnknown(JsonRecord record, UnknownName unknown) {
        int absent = 0;
        int meant = -1;
        for (int i = 0; i < values.length; i++) {
            absent += record.kind(i) == JsonKind.ABSENT ? 1 : 0;
            meant = ColumnNames.looksLike(names.get(i), unknown.name()) ? i : meant;
        }
        if (absent * 2 > values.length) {
            // It may be no record of the dataset at all, and its names may be values.
            drift.distrustNames();
        }
        if (meant >= 0) {
            String message = "the name must be exactly '%s'".formatted(names.get(meant));
            drift.renamed(meant, unknown.name(), unknown.line(), message);
        } else {
            drift.added(unknown.name(), unknown.line(), "the name");
        }
    }

    private void judgeValues(JsonRecord record) {
        boolean suspect = !record.isAscii() && !Utf8.isValid(record.bytes(), record.start(), record.end());
        boolean told = false;
        boolean marked = !record.isAscii() && ByteOrderMark.isIn(record.bytes(), record.start(), record.end());
        for (int i = 0; i < values.length; i++) {
            JsonKind kind = record.kind(i);
            if (marked && kind == JsonKind.STRING) {
                judgeMark(record, i);
            }
            if (suspect && kind == JsonKind.STRING && !Utf8.isValid(record.bytes(), record.start(i), record.end(i))) {
                told = true;
                read(record, i);
                records.flaw(Rule.ENCODING, i, cell, "must be UTF-8");
            } else {
                judgeValue(record, i, kind);
            }
        }
        if (suspect && !told) {
            records.flaw(Rule.ENCODING, record.line(), "must be UTF-8");
        }
    }

    private void judgeMark(JsonRecord record, int index) {
        if (ByteOrderMark.isIn(record.bytes(), record.start(index), record.end(index))) {
            read(record, index);
            rules.ofValue(FileCheck.BYTE_ORDER_MARK, index, cell, "has a byte order mark (U+FEFF) in it");
        }
    }

    private void judgeValue(JsonRecord record, int index, JsonKind kind) {
        if (kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
            long line = kind == JsonKind.NULL ? record.line(index) : record.line();
            cell.set(record.bytes(), record.start(), record.start(), false, line);
            records.cell(index, cell);
        } else if (!values[index].include(kind)) {
            read(record, index);
            records.flaw(Rule.TYPE, index, cell, values[index].message(kind));
        } else if (kind == JsonKind.STRING && record.isSpecial(index)) {
            judgeEscaped(record, index);
        } else {
            read(record, index);
            records.cell(index, isInteger[index] && record.isSpecial(index) ? wholeNumbers.of(cell) : cell);
        }
        if (record.isRepeated(index)) {
            records.flaw(Rule.DUPLICATE_NAME, index, cell, "must stand in the object once");
        }
    }

    private void judgeEscaped(JsonRecord record, int index) {
        boolean hasCharacters = record.unescape(index);
        read(record, index);
        if (!hasCharacters) {
            records.flaw(Rule.ENCODING, index, cell, "must not have half of a surrogate pair, such as \\ud83d alone");
        } else if (Utf8.hasNul(cell.bytes(), cell.start(), cell.end())) {
            records.flaw(Rule.NUL_BYTE, index, cell, "must not have a NUL byte");
        } else {
            records.cell(index, cell);
        }
    }

    private void read(JsonRecord record, int index) {
        cell.set(record.bytes(), record.start(index), record.end(index), true, record.line(index));
    }

    @Override
    public @Nullable String text(int column) {
        JsonRecord record = reader.record();
        JsonKind kind = record.kind(column);
        if (record.flaw() != JsonFlaw.NONE || kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
            return null;
        }
        record.unescape(column);
        read(record, column);
        return cell.text();
    }

    @Override
    public @Nullable String whole() {
        JsonRecord record = reader.record();
        return record.flaw() == JsonFlaw.NONE
                ? null
                : new String(record.bytes(), record.start(), record.end() - record.start(), StandardCharsets.UTF_8);
    }
}
