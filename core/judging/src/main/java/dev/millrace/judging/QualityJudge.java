package dev.millrace.judging;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.QualityRule;
import dev.millrace.contract.QualityRule.DuplicateValues;
import dev.millrace.contract.QualityRule.RowCount;
import dev.millrace.contract.QualityRule.Sql;
import dev.millrace.contract.Severity;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.keys.RowKeys;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.resources.SqlEngine;
import dev.millrace.judging.rows.RowValues;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges the rules about a whole file.
///
/// `rowCount` counts all rows of the file; every other measure is of the rows that are loaded.
final class QualityJudge implements Closeable {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final FindingsCollector tally;
    private final List<RowRule> ofRows = new ArrayList<>();
    private final List<Counted> counted = new ArrayList<>();
    private final List<QualityRule> rowCounts = new ArrayList<>();
    private final List<QualityRule> queries = new ArrayList<>();
    private final SqlEngine.@Nullable Session session;
    private long loaded;

    QualityJudge(DataContract contract, FindingsCollector tally, JudgingResources bench, int keyRules)
            throws IOException {
        this.tally = tally;
        for (QualityRule rule : contract.quality()) {
            sort(contract, rule, bench, keyRules);
        }
        this.session = queries.isEmpty() ? null : open(contract, bench);
    }

    private static SqlEngine.Session open(DataContract contract, JudgingResources bench) throws IOException {
        SqlEngine engine = bench.sql();
        if (engine == null) {
            throw new IllegalStateException("The contract has rules in SQL, and there is no engine for them here");
        }
        return engine.open(contract);
    }

    private void sort(DataContract contract, QualityRule rule, JudgingResources bench, int keyRules) {
        if (rule.measure() instanceof RowCount) {
            rowCounts.add(rule);
        } else if (rule.measure() instanceof Sql) {
            queries.add(rule);
        } else if (rule.measure() instanceof DuplicateValues duplicates) {
            Counted counts = new Counted(rule, null);
            counts.keys = new RowKeys(
                    contract, duplicates.columns(), bench, keyRules, (line, other, late) -> counts.count(line));
            counted.add(counts);
        } else if (rule.isOfRows()) {
            RowRule.of(contract, rule).ifPresent(ofRows::add);
        } else {
            RowRule.of(contract, rule).ifPresent(row -> counted.add(new Counted(rule, row)));
        }
    }

    /// Rows that are counted by a measure, and the first of them.
    private static final class Counted implements Closeable {
        private final QualityRule rule;
        private final @Nullable RowRule rows;
        private @Nullable RowKeys keys;
        private long count;
        private long firstLine;

        /// @param rows which rows are counted; null when those with the same keys are
        Counted(QualityRule rule, @Nullable RowRule rows) {
            this.rule = rule;
            this.rows = rows;
        }

        void take(RowValues row) throws IOException {
            if (rows != null && rows.counts(row)) {
                count(row.line());
            }
            if (keys != null) {
                keys.add(row);
            }
        }

        private void count(long line) {
            count++;
            firstLine = firstLine == 0 ? line : Math.min(firstLine, line);
        }

        void finish() throws IOException {
            if (keys != null) {
                keys.finish();
            }
        }

        int column() {
            return rows == null ? FindingsCollector.WHOLE_RECORD : rows.index();
        }

        @Override
        public void close() throws IOException {
            if (keys != null) {
                keys.close();
            }
        }
    }

    /// Whether `row`, which is good so far, keeps the rules of which each violation is a row.
    boolean accepts(RowValues row) {
        boolean good = true;
        for (RowRule rule : ofRows) {
            good &= !rule.counts(row) || rule.tell(row, tally);
        }
        return good;
    }

    /// Takes a row that is loaded.
    void take(RowValues row) throws IOException {
        loaded++;
        for (Counted measure : counted) {
            measure.take(row);
        }
        if (session != null) {
            session.row(row);
        }
    }

    /// Judges what was measured, after the last row.
    ///
    /// @param rows all rows of the file
    void finish(long rows) throws IOException {
        for (QualityRule rule : rowCounts) {
            judge(
                    rule,
                    BigDecimal.valueOf(rows),
                    FindingsCollector.WHOLE_RECORD,
                    "the number of rows is %s".formatted(rows));
        }
        for (Counted measure : counted) {
            measure.finish();
            judge(measure);
        }
        for (QualityRule rule : queries) {
            answer(rule, (Sql) rule.measure());
        }
    }

    private void judge(Counted measure) {
        BigDecimal number = BigDecimal.valueOf(measure.count);
        if (measure.rule.percent()) {
            number = loaded == 0
                    ? BigDecimal.ZERO
                    : number.multiply(HUNDRED).divide(BigDecimal.valueOf(loaded), MathContext.DECIMAL64);
        }
        String words = "%d of %d rows are counted%s%s"
                .formatted(
                        measure.count,
                        loaded,
                        measure.rule.percent() ? " (%s percent)".formatted(number.toPlainString()) : "",
                        measure.firstLine == 0 ? "" : ", the first in line " + measure.firstLine);
        judge(measure.rule, number, measure.column(), words);
    }

    private void judge(QualityRule rule, BigDecimal number, int column, String words) {
        if (!rule.expectation().holds(number)) {
            tell(
                    rule,
                    column,
                    "%s: %s; the number %s"
                            .formatted(rule.name(), words, rule.expectation().words()));
        }
    }

    private void answer(QualityRule rule, Sql sql) throws IOException {
        try {
            BigDecimal number = session == null ? BigDecimal.ZERO : session.answer(sql.query());
            judge(rule, number, FindingsCollector.WHOLE_RECORD, "the query answers " + number.toPlainString());
        } catch (SqlEngine.NoAnswer e) {
            // A rule that cannot be judged is not kept: a file never passes because of a mistake in its contract.
            tally.add(
                    Severity.HALT,
                    Rule.QUALITY,
                    FindingsCollector.WHOLE_RECORD,
                    0,
                    null,
                    "%s: the query cannot be answered: %s".formatted(rule.name(), e.getMessage()));
        }
    }

    private void tell(QualityRule rule, int column, String message) {
        tally.add(rule.severity(), Rule.QUALITY, column, 0, null, message);
    }

    @Override
    public void close() throws IOException {
        for (Counted measure : counted) {
            measure.close();
        }
        if (session != null) {
            session.close();
        }
    }
}
