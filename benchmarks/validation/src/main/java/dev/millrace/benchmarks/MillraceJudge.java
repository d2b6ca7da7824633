package dev.millrace.benchmarks;

import dev.millrace.formats.Formats;
import dev.millrace.contract.Column;
import dev.millrace.formats.csv.CsvFormat;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.judging.rows.BadRow;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Millrace judges.
final class MillraceJudge implements Judge {
    private final DataContract contract;
    private final int firstRowsLine;
    private final Map<String, Integer> places = new HashMap<>();

    MillraceJudge(Path contract) throws IOException {
        this.contract = contract(contract);
        this.firstRowsLine = this.contract.format() instanceof CsvFormat ? 1 : 0;
        for (Column column : this.contract.columns()) {
            places.put(column.name(), places.size());
        }
    }

    static DataContract contract(Path file) throws IOException {
        ParsedContract parsed = Formats.contract(Files.readAllBytes(file));
        if (parsed instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        throw new IllegalStateException("bad contract " + file + ": " + parsed);
    }

    @Override
    public BadCells judge(Path file) throws IOException {
        BadCells bad = new BadCells();
        try (InputStream bytes = Files.newInputStream(file)) {
            FileJudge.judge(contract, bytes, new Sink(bad));
        }
        return bad;
    }

    private final class Sink implements RowSink {
        private final BadCells bad;

        Sink(BadCells bad) {
            this.bad = bad;
        }

        @Override
        public void row(Row row) {
            // Good rows are only judged.
        }

        @Override
        public void setAside(BadRow row) {
            for (Finding finding : row.findings()) {
                bad.add(row.line() - firstRowsLine, places.getOrDefault(String.valueOf(finding.column()), 0));
            }
        }
    }
}
