package dev.millrace.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.rows.BadRow;
import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.RowSink;
import dev.millrace.judging.rows.TypedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What judging a file came to: the verdict, and every row in words.
///
/// @param rows those that are loaded, and those that are set aside
record Judged(Verdict verdict, List<String> rows) {
    private static final int LONGEST_TEXT = 100;

    /// Judges `file`, whole and in small pieces, and requires that it comes to the same, and that what is told can be
    /// true.
    static void twice(DataContract contract, byte[] file) throws IOException {
        Judged whole = of(contract, new ByteArrayInputStream(file));
        Judged inPieces = of(contract, new Pieces(file));
        assertThat(inPieces.rows).isEqualTo(whole.rows);
        assertThat(inPieces.verdict).isEqualTo(whole.verdict);
        assertThat(whole.verdict.bytes()).isBetween(0L, (long) file.length);
        assertThat((long) whole.rows.size()).isLessThanOrEqualTo(whole.verdict.rows());
        for (Finding finding : whole.verdict.findings().first()) {
            assertThat(finding.line()).isNotNegative();
            assertThat(String.valueOf(finding.value()).length()).isLessThanOrEqualTo(LONGEST_TEXT + 10);
        }
    }

    private static Judged of(DataContract contract, InputStream bytes) throws IOException {
        List<String> rows = new ArrayList<>();
        Verdict verdict = FileJudge.judge(contract, bytes, new RowSink() {
            @Override
            public void row(Row row) {
                rows.add(text(contract, row));
            }

            @Override
            public void setAside(BadRow row) {
                rows.add(row.line() + " aside " + row.findings().size() + " " + row.whole() + " " + row.text(0));
            }
        });
        return new Judged(verdict, rows);
    }

    private static String text(DataContract contract, Row row) {
        StringBuilder text = new StringBuilder().append(row.line());
        for (int i = 0; i < contract.columns().size(); i++) {
            Column column = contract.columns().get(i);
            text.append('|').append(row.isNull(i) ? "null" : TypedText.of(row, i, column.type()));
            if (!row.isNull(i) && column.type() instanceof LogicalType.DecimalType decimal) {
                assertThat(row.decimalValue(i).scale()).isEqualTo(decimal.scale());
                assertThat(row.decimalValue(i).precision()).isLessThanOrEqualTo(Math.max(decimal.precision(), 1));
            }
        }
        return text.toString();
    }

    /// The contract that `yaml` is.
    static DataContract contract(String yaml) {
        ParsedContract parsed = Formats.contract(yaml.getBytes(StandardCharsets.UTF_8));
        if (parsed instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        throw new AssertionError(parsed + " for\n" + yaml);
    }

    /// A file of which each read gives 1 to 7 bytes.
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream whole;
        private int reads;

        Pieces(byte[] file) {
            whole = new ByteArrayInputStream(file);
        }

        @Override
        public int read() {
            return whole.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return whole.read(into, from, Math.min(length, reads++ % 7 + 1));
        }
    }
}
