package dev.millrace.judging;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.QualityRule;
import dev.millrace.contract.Severity;
import dev.millrace.judging.bytes.ByteSource;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.keys.KeyRule;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.BadRow;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RawRecord;
import dev.millrace.judging.rows.RowSink;
import dev.millrace.judging.rows.RowValues;
import dev.millrace.judging.rows.TypedCells;
import dev.millrace.judging.values.CellJudge;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Judges the records of a file, whatever its format, and hands each to the sink: as a row, or as set aside.
///
/// A format gives each record so: [#begin], then its cells by column ([#cell], or [#row] and [#value] where values are
/// typed already) or what is wrong with it as a whole ([#flaw]), then [#end].
public final class RecordJudge implements TypedCells, Closeable {
    private static final int FEWEST_ROWS = 100;

    /// One good value in so many does not make the others mistakes.
    private static final int MOST_GOOD = 10;

    private final DataContract contract;
    private final FindingsCollector tally;
    private final SchemaDrift drift;
    private final RowSink sink;
    private final CellJudge[] judges;
    private final PartitionJudge partitions;
    private final QualityJudge quality;
    private final List<KeyRule> keys = new ArrayList<>();
    private final RowValues row;
    private final boolean setsAside;
    private long rows;
    private long setAside;
    private long lines;
    private long linesSetAside;
    private long linesOfRecord;
    private boolean good;

    public RecordJudge(DataContract contract, JudgingResources bench, RowSink sink) throws IOException {
        List<Column> columns = contract.columns();
        this.contract = contract;
        this.sink = sink;
        this.tally = new FindingsCollector(columns, contract.badRows());
        this.drift = new SchemaDrift(contract, tally);
        this.judges = IntStream.range(0, columns.size())
                .mapToObj(i -> CellJudge.of(columns.get(i), i, tally))
                .toArray(CellJudge[]::new);
        this.partitions = new PartitionJudge(contract, tally);
        this.row = new RowValues(columns.size());
        this.setsAside = contract.setsRowsAside();
        int keyRules = Math.max(1, keyRules());
        if (!contract.primaryKey().isEmpty()) {
            keys.add(new KeyRule(contract, Rule.PRIMARY_KEY, contract.primaryKey(), tally, bench, keyRules));
        }
        columns.stream()
                .filter(Column::unique)
                .forEach(column ->
                        keys.add(new KeyRule(contract, Rule.UNIQUE, List.of(column.name()), tally, bench, keyRules)));
        this.quality = new QualityJudge(contract, tally, bench, keyRules);
    }

    /// How many rules share the memory for keys.
    private int keyRules() {
        long unique = contract.columns().stream().filter(Column::unique).count();
        long duplicates = contract.quality().stream()
                .filter(rule -> rule.measure() instanceof QualityRule.DuplicateValues)
                .count();
        return (int) (unique + duplicates) + (contract.primaryKey().isEmpty() ? 0 : 1);
    }

    /// Where findings about the file as a whole go.
    public FindingsCollector tally() {
        return tally;
    }

    /// Where differences of columns go.
    public SchemaDrift drift() {
        return drift;
    }

    /// Begins the record at `line`, which stands for one line, however many it shares or takes.
    public void begin(long line) {
        begin(line, 1);
    }

    /// Begins the record at `line`.
    ///
    /// @param covered how many lines it takes: when it is set aside, so many count against `millrace.maxBadRows`
    public void begin(long line, long covered) {
        rows++;
        lines += covered;
        linesOfRecord = covered;
        row.begin(line);
        good = true;
        if (setsAside) {
            tally.beginRow();
        }
    }

    /// Judges the text of a column's value. A column without a call has no value, which only [#absent] judges.
    public void cell(int column, Cell cell) {
        good &= judges[column].accepts(cell, row);
    }

    @Override
    public void absent(int column, Evidence evidence) {
        good &= judges[column].acceptsNone(evidence);
    }

    @Override
    public RowValues row() {
        return row;
    }

    @Override
    public void value(int column, Evidence evidence) {
        good &= judges[column].acceptsTyped(row, evidence);
    }

    @Override
    public void flaw(Rule rule, int column, Evidence evidence, String message) {
        good &= tally.addOfCell(rule, column, evidence, message);
    }

    /// Says what is wrong with the record as a whole.
    public void flaw(Rule rule, long line, String message) {
        flaw(rule, line, null, message);
    }

    /// Says what is wrong with the record as a whole, and shows of it `value`.
    public void flaw(Rule rule, long line, @Nullable String value, String message) {
        tally.add(rule, line, value, message);
        good = false;
    }

    /// Says what is to be noticed of the record as a whole.
    ///
    /// @return whether it is loaded all the same
    public boolean notice(Severity severity, Rule rule, long line, String message) {
        tally.add(severity, rule, FindingsCollector.WHOLE_RECORD, line, null, message);
        good &= severity == Severity.WARN;
        return severity == Severity.WARN;
    }

    /// Says what is to be noticed of the value of a column.
    public void notice(Severity severity, Rule rule, int column, Evidence evidence, String message) {
        good &= tally.addOfCell(severity, rule, column, evidence, message);
    }

    /// Ends the record.
    ///
    /// @param raw the record as it stands in the file, should it be set aside
    public void end(RawRecord raw) throws IOException {
        if (good && partitions.accepts(row) && quality.accepts(row)) {
            for (int i = 0; i < keys.size(); i++) {
                keys.get(i).add(row);
            }
            quality.take(row);
            sink.row(row);
        } else if (setsAside && !tally.ofThisRow().isEmpty()) {
            setAside++;
            linesSetAside += linesOfRecord;
            sink.setAside(new SetAside(row.line(), tally.ofThisRow(), raw));
        }
    }

    private record SetAside(long line, List<Finding> findings, RawRecord raw) implements BadRow {
        @Override
        public @Nullable String text(int column) {
            return raw.text(column);
        }

        @Override
        public @Nullable String whole() {
            return raw.whole();
        }
    }

    /// The verdict, after the last record.
    ///
    /// @param stopped whether reading stopped before the end
    public Verdict verdict(ByteSource source, boolean stopped) throws IOException {
        tally.endRows();
        judgeRetyped();
        if (!stopped) {
            for (KeyRule key : keys) {
                key.finish();
            }
            quality.finish(rows);
        }
        if (!contract.badRows().most().allows(linesSetAside, lines)) {
            tally.add(
                    Severity.HALT,
                    Rule.BAD_ROWS,
                    FindingsCollector.WHOLE_RECORD,
                    0,
                    null,
                    "%d of %d %s cannot be loaded; %s may be set aside (millrace.maxBadRows)"
                            .formatted(
                                    linesSetAside,
                                    lines,
                                    lines == rows ? "rows" : "lines",
                                    contract.badRows().most().text()));
        }
        if (stopped || tally.halts()) {
            return new Verdict.Rejected(
                    tally.findings(), rows, source.count(), stopped ? Optional.empty() : Optional.of(source.sha256()));
        }
        return new Verdict.Valid(rows, setAside, source.count(), source.sha256(), tally.findings(), drift.newColumns());
    }

    /// Says so when nearly no value of a column is of its type any more: then it is not the values that are wrong.
    private void judgeRetyped() {
        for (int i = 0; i < judges.length && rows >= FEWEST_ROWS; i++) {
            long wrong = tally.count(Rule.TYPE, i);
            if (wrong * MOST_GOOD >= rows * (MOST_GOOD - 1)) {
                drift.retyped(
                        i,
                        0,
                        null,
                        "the column seems to be of another type now: %d of %d values".formatted(wrong, rows));
            }
        }
    }

    /// Lets go of what lies on disk.
    @Override
    public void close() throws IOException {
        for (KeyRule key : keys) {
            key.close();
        }
        quality.close();
    }
}
