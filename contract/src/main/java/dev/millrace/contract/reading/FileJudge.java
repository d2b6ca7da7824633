package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import dev.millrace.contract.CsvFormat;
import dev.millrace.contract.DataContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Judges a file against its contract.
///
/// The file is read once, as a stream; memory does not depend on its size. Every cell is judged, also after a
/// finding, but for those of records that cannot be split. Reading stops where the rest cannot be judged: at a
/// header that is not the contract's (the bytes may be those of a file of another kind), at another encoding's byte
/// order mark, at a record that is too long.
public final class FileJudge {
    /// Names that are kept of a header beyond the contract's own, so that it can be said what they are.
    private static final int STRANGE_NAMES = 200;

    private final DataContract contract;
    private final ByteSource source;
    private final RowSink sink;
    private final Tally tally;
    private final CsvReader reader;
    private final List<CellJudge> judges;
    private final PartitionJudge partitions;
    private final RowValues row;
    private final Cell cell = new Cell();
    private long rows;
    private boolean stopped;

    private FileJudge(DataContract contract, InputStream bytes, RowSink sink) {
        List<Column> columns = contract.columns();
        this.contract = contract;
        this.source = new ByteSource(bytes);
        this.sink = sink;
        this.tally = new Tally(columns);
        this.reader = new CsvReader(source, ((CsvFormat) contract.format()), columns.size() + STRANGE_NAMES);
        this.judges = IntStream.range(0, columns.size())
                .mapToObj(i -> CellJudge.of(columns.get(i), i, tally))
                .toList();
        this.partitions = new PartitionJudge(contract, tally);
        this.row = new RowValues(columns.size());
    }

    /// Reads `bytes` once, judges every cell and hands every good row to `sink`, also after findings: whoever loads
    /// the rows keeps them only if the verdict is [Verdict.Valid].
    ///
    /// @param bytes never closed here
    /// @throws IOException if reading fails, or the sink does
    public static Verdict judge(DataContract contract, InputStream bytes, RowSink sink) throws IOException {
        return new FileJudge(contract, bytes, sink).judge();
    }

    private Verdict judge() throws IOException {
        ByteOrderMark mark = reader.start();
        if (!mark.isRead()) {
            stop(Rule.ENCODING, 0, "the file is %s; it must be UTF-8".formatted(mark.encoding()));
        } else if (!reader.next()) {
            tally.add(Rule.FILE_EMPTY, 0, "the file is empty; it must have a header line at least");
        } else {
            judgeHeader(reader.record());
        }
        while (!stopped && reader.next()) {
            judge(reader.record());
        }
        return verdict();
    }

    private Verdict verdict() {
        if (tally.isEmpty()) {
            return new Verdict.Valid(rows, source.count(), source.sha256());
        }
        Optional<String> sha256 = stopped ? Optional.empty() : Optional.of(source.sha256());
        return new Verdict.Rejected(tally.findings(), rows, source.count(), sha256);
    }

    private void stop(Rule rule, long line, String message) {
        tally.add(rule, line, message);
        stopped = true;
    }

    private void judgeHeader(CsvRecord header) {
        Optional<FileKind> kind = reader.kind();
        if (kind.isPresent() && !isTheContracts(header)) {
            stop(
                    Rule.FILE_KIND,
                    0,
                    "the file is %s; it must be CSV".formatted(kind.get().description()));
        } else if (header.flaw != Flaw.NONE) {
            stop(header.flaw.rule(), header.flawLine, header.flaw.message());
        } else if (!isText(header)) {
            stopped = true;
        } else {
            stopped = !new HeaderJudge(contract, names(header), header.line, tally).accepts();
        }
    }

    private boolean isTheContracts(CsvRecord header) {
        return header.flaw == Flaw.NONE
                && names(header)
                        .equals(contract.columns().stream().map(Column::header).toList());
    }

    private static List<String> names(CsvRecord header) {
        return IntStream.range(0, header.kept()).mapToObj(header::text).toList();
    }

    private void judge(CsvRecord record) throws IOException {
        rows++;
        if (record.flaw != Flaw.NONE) {
            tally.add(record.flaw.rule(), record.flawLine, record.flaw.message());
            stopped = record.flaw.endsReading();
        } else if (record.fields != judges.size()) {
            miscounted(record);
        } else if (accepts(record)) {
            sink.row(row);
        }
    }

    private void miscounted(CsvRecord record) {
        int expected = judges.size();
        String message = record.isBlank()
                ? "the line is empty; the number of its fields must be %d".formatted(expected)
                : "the number of its fields is %d; it must be %d".formatted(record.fields, expected);
        tally.add(Rule.COLUMN_COUNT, record.line, message);
        isText(record);
    }

    /// Whether a record that is not judged cell by cell is text at all.
    private boolean isText(CsvRecord record) {
        boolean utf8 = record.allBits >= 0 || Utf8.isValid(record.bytes, record.start, record.end);
        if (!utf8) {
            tally.add(Rule.ENCODING, record.line, "must be UTF-8");
        }
        if (record.hasNul) {
            tally.add(Rule.NUL_BYTE, record.line, "has a NUL byte, as text in UTF-16 has; it must be UTF-8");
        }
        return utf8 && !record.hasNul;
    }

    private boolean accepts(CsvRecord record) {
        row.begin(record.line);
        boolean good = true;
        for (int i = 0; i < judges.size(); i++) {
            record.read(i, cell);
            good &= (!record.isUnusual() || isText(i)) && judges.get(i).accepts(cell, row);
        }
        return good && partitions.accepts(row, record);
    }

    /// Whether the current cell, of the column at `index`, is text at all.
    private boolean isText(int index) {
        if (!Utf8.isValid(cell.bytes(), cell.start(), cell.end())) {
            tally.addOfCell(Rule.ENCODING, index, cell, "must be UTF-8");
            return false;
        }
        if (Utf8.hasNul(cell.bytes(), cell.start(), cell.end())) {
            tally.addOfCell(Rule.NUL_BYTE, index, cell, "must not have a NUL byte");
            return false;
        }
        return true;
    }
}
