package dev.millrace.formats.csv;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.Protection;
import dev.millrace.contract.Severity;
import dev.millrace.formats.text.ByteOrderMark;
import dev.millrace.formats.text.FileKind;
import dev.millrace.judging.FileRules;
import dev.millrace.judging.RecordJudge;
import dev.millrace.judging.SchemaDrift;
import dev.millrace.judging.TypeSketch;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RawRecord;
import dev.millrace.judging.values.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Judges a file of comma-separated values.
///
/// Every cell is judged, also after a finding, but for those of records that cannot be split. Reading stops where the
/// rest cannot be judged: at a header that is not the contract's (the bytes may be those of a file of another kind), at
/// another encoding's byte order mark, at a record that is too long.
final class CsvJudge implements RawRecord {
    /// Names that are kept of a header beyond the contract's own, so that it can be said what they are.
    private static final int STRANGE_NAMES = 200;

    private final DataContract contract;
    private final CsvFormat format;
    private final RecordJudge records;
    private final FindingsCollector tally;
    private final CsvReader reader;
    private final int columns;
    private final Cell cell = new Cell();
    private final SchemaDrift drift;
    private final Map<Integer, TypeSketch> sketches = new HashMap<>();
    private final FileRules rules;
    private CsvChecks checks;
    private int[] places;
    private int fields;
    private boolean stopped;

    CsvJudge(DataContract contract, CsvFormat format, InputStream bytes, RecordJudge records) {
        this.contract = contract;
        this.format = format;
        this.records = records;
        this.tally = records.tally();
        this.columns = contract.columns().size();
        this.drift = records.drift();
        this.places = IntStream.range(0, columns).toArray();
        this.fields = columns;
        this.rules = new FileRules(contract.fileChecks(), records);
        this.checks = new CsvChecks(rules, format, contract.columns(), contract.headers(), places);
        this.reader = new CsvReader(bytes, format, columns + STRANGE_NAMES);
    }

    /// Judges the file.
    ///
    /// @return whether reading stopped before its end
    boolean judge() throws IOException {
        ByteOrderMark mark = reader.start();
        if (!mark.isRead()) {
            stop(Rule.ENCODING, 0, "the file is %s; it must be UTF-8".formatted(mark.encoding()));
        } else if (format.header()) {
            judgeHeader();
        } else {
            judgeBeginning();
        }
        while (!stopped && reader.next()) {
            CsvRecord record = reader.record();
            checks.lineEnd(record);
            if (!checks.passesOver(record)) {
                judge(record);
            }
        }
        if (!stopped && reader.endsWithMark()) {
            checks.endOfFile(reader.lastLine());
        }
        return stopped;
    }

    private void stop(Rule rule, long line, String message) {
        tally.add(rule, line, message);
        stopped = true;
    }

    /// Judges the beginning of a file without a header.
    private void judgeBeginning() {
        if (reader.isEmpty()) {
            tally.add(Rule.FILE_EMPTY, 0, "the file is empty");
        } else {
            reader.kind().ifPresent(this::otherKind);
        }
    }

    private void otherKind(FileKind kind) {
        stop(Rule.FILE_KIND, 0, "the file is %s; it must be CSV".formatted(kind.description()));
    }

    private void judgeHeader() throws IOException {
        if (!reader.next()) {
            tally.add(Rule.FILE_EMPTY, 0, "the file is empty; it must have a header line at least");
            return;
        }
        CsvRecord header = reader.record();
        Optional<FileKind> kind = reader.kind();
        if (kind.isPresent() && !isTheContracts(header)) {
            otherKind(kind.get());
        } else if (header.flaw != Flaw.NONE) {
            stop(header.flaw.rule(), header.flawLine, message(header));
        } else if (!isText(header)) {
            stopped = true;
        } else {
            places = new HeaderJudge(contract, format, names(header), header.line, tally, drift).places();
            fields = header.fields;
            sketch(names(header));
            stopped = tally.halts();
            if (!stopped) {
                checks = new CsvChecks(rules, format, contract.columns(), names(header), places);
                checks.lineEnd(header);
            }
        }
    }

    private void sketch(List<String> names) {
        for (int i = 0; i < names.size() && drift.evolves(); i++) {
            int field = i;
            if (Arrays.stream(places).noneMatch(place -> place == field)) {
                sketches.put(i, drift.sketch(names.get(i)));
            }
        }
    }

    private boolean isTheContracts(CsvRecord header) {
        return header.flaw == Flaw.NONE && names(header).equals(contract.headers());
    }

    private static List<String> names(CsvRecord header) {
        return IntStream.range(0, header.kept()).mapToObj(header::text).toList();
    }

    private void judge(CsvRecord record) throws IOException {
        records.begin(record.line, record.lineFeeds + 1L);
        if (record.flaw != Flaw.NONE) {
            flawed(record);
        } else if (record.fields != fields) {
            miscounted(record);
        } else if (checks.judgesValues(record)) {
            judgeCells(record);
            sketchCells(record);
        }
        records.end(this);
    }

    private void flawed(CsvRecord record) {
        if (record.flaw == Flaw.UNCLOSED_QUOTE) {
            // All the rest of the file is in it, which is never one row that is set aside.
            records.notice(Severity.HALT, record.flaw.rule(), record.flawLine, message(record));
        } else {
            records.flaw(record.flaw.rule(), record.flawLine, message(record));
        }
        stopped = record.flaw.endsReading();
    }

    private static String message(CsvRecord record) {
        boolean marked = ByteOrderMark.lengthAt(record.bytes, record.start, record.end) > 0;
        if (record.flaw == Flaw.QUOTE_IN_FIELD && marked && record.lineFeeds == 0) {
            return "a byte order mark (U+FEFF) stands before the record; was the file joined of two?";
        }
        return record.flaw.message() + record.flaw.otherLine(record);
    }

    /// A record with a classified value in it is not shown: nobody could say which part of it that is.
    private void miscounted(CsvRecord record) {
        String value = contract.isClassified() ? Protection.HIDDEN : record.beginning();
        records.flaw(
                Rule.COLUMN_COUNT,
                record.line,
                value,
                "the number of its fields is %d; it must be %d%s"
                        .formatted(
                                record.fields,
                                fields,
                                Miscount.reason(record, fields, format.delimiter(), checks.beginsAsHeader(record))));
        isText(record);
    }

    /// Whether a record that is not judged cell by cell is text at all.
    private boolean isText(CsvRecord record) {
        boolean utf8 = record.isAscii() || Utf8.isValid(record.bytes, record.start, record.end);
        if (!utf8) {
            tally.add(Rule.ENCODING, record.line, "must be UTF-8");
        }
        if (record.hasNul) {
            tally.add(Rule.NUL_BYTE, record.line, "has a NUL byte, as text in UTF-16 has; it must be UTF-8");
        }
        return utf8 && !record.hasNul;
    }

    private void judgeCells(CsvRecord record) {
        boolean marked = checks.hasMark(record);
        for (int i = 0; i < columns; i++) {
            int place = places[i];
            if (place == HeaderJudge.NOWHERE) {
                continue;
            }
            record.read(place, cell);
            if (marked) {
                checks.mark(i, cell);
            }
            if (!record.isUnusual() || isText(i)) {
                records.cell(i, cell);
            }
        }
    }

    private void sketchCells(CsvRecord record) {
        for (Map.Entry<Integer, TypeSketch> sketch : sketches.entrySet()) {
            record.read(sketch.getKey(), cell);
            sketch.getValue().see(cell);
        }
    }

    /// Whether the current cell, of the column at `index`, is text at all.
    private boolean isText(int index) {
        if (!Utf8.isValid(cell.bytes(), cell.start(), cell.end())) {
            records.flaw(Rule.ENCODING, index, cell, "must be UTF-8");
            return false;
        }
        if (Utf8.hasNul(cell.bytes(), cell.start(), cell.end())) {
            records.flaw(Rule.NUL_BYTE, index, cell, "must not have a NUL byte");
            return false;
        }
        return true;
    }

    private boolean isSplit() {
        CsvRecord record = reader.record();
        return record.flaw == Flaw.NONE && record.fields == fields;
    }

    @Override
    public @Nullable String text(int column) {
        if (!isSplit() || places[column] == HeaderJudge.NOWHERE) {
            return null;
        }
        reader.record().read(places[column], cell);
        return cell.isNull() ? null : cell.text();
    }

    @Override
    public @Nullable String whole() {
        return isSplit() ? null : reader.record().whole();
    }
}
