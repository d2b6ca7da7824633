package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Severity;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.findings.RuleCount;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Files that are too big to be written down: they are made while they are read.
class HostileFilesTest {
    private static final long GIGABYTES_10 = 10_000_000_000L;

    private final DataContract contract = Contracts.of("id integer!", "name string");

    private Verdict.Rejected rejected(InputStream file) throws IOException {
        Verdict verdict = FileJudge.judge(contract, file, RowSink.none());
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return (Verdict.Rejected) verdict;
    }

    @Test
    @Tag("H054")
    void stopsAtALineOfTenGigabytesAfterAFewMegabytes() throws IOException {
        Verdict.Rejected verdict = rejected(EndlessStream.of("id,name\n1,", "a", GIGABYTES_10));
        assertThat(VerdictText.of(verdict)).element(1).asString().startsWith("2 record-size");
        assertThat(verdict.bytes()).isLessThan(3_000_000);
    }

    @Test
    @Tag("H055")
    void stopsAtABillionQuotes() throws IOException {
        Verdict.Rejected verdict = rejected(EndlessStream.of("id,name\n1,", "\"", 1_000_000_000));
        assertThat(VerdictText.of(verdict)).element(1).asString().startsWith("2 record-size");
        assertThat(verdict.bytes()).isLessThan(3_000_000);
    }

    @Test
    @Tag("H055")
    void namesTheLineOfAQuoteThatIsNeverClosed() throws IOException {
        Verdict.Rejected verdict = rejected(EndlessStream.of("id,name\n1,\"a\n", "2,b\n", 40_000_000));
        assertThat(VerdictText.of(verdict)).element(1).asString().startsWith("2 record-size");
    }

    @Test
    @Tag("H056")
    void countsAMillionColumns() throws IOException {
        assertThat(VerdictText.of(rejected(EndlessStream.of("id,name\n", ",", 1_000_000))))
                .element(1)
                .asString()
                .startsWith("2 column-count [,,,");
        assertThat(VerdictText.of(rejected(EndlessStream.of("", "a,", 1_000_000))))
                .hasSizeLessThan(210);
    }

    @Test
    @Tag("H056")
    void stopsAtAFieldOf20Megabytes() throws IOException {
        assertThat(rejected(EndlessStream.of("id,name\n", "a", 20_000_000))
                        .findings()
                        .total())
                .isEqualTo(1);
    }

    @Test
    void keepsAHundredFindingsAndCountsAll() throws IOException {
        Verdict.Rejected verdict = rejected(EndlessStream.of("id,name\n", "x,y\n", 8 + 4 * 50_000));
        assertThat(verdict.findings().first()).hasSize(100);
        assertThat(verdict.findings().total()).isEqualTo(50_001);
        assertThat(verdict.findings().counts())
                .containsExactly(
                        new RuleCount(Rule.SCHEMA, Severity.HALT, "id", 1),
                        new RuleCount(Rule.TYPE, Severity.HALT, "id", 50_000));
        assertThat(verdict.rows()).isEqualTo(50_000);
        assertThat(verdict.sha256()).isPresent();
    }

    @Test
    void handsOverTheGoodRowsAlsoAfterAFinding() throws IOException {
        long[] lines = {0};
        FileJudge.judge(contract, EndlessStream.of("id,name\nx,y\n", "1,y\n", 12 + 40), row -> lines[0] += row.line());
        assertThat(lines[0]).isEqualTo(3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12);
    }

    private Optional<Finding> retyped(int wrong, int right) throws IOException {
        String file = "id,name\n" + "x,y\n".repeat(wrong) + "1,y\n".repeat(right);
        Verdict verdict = FileJudge.judge(
                contract,
                FileBytes.of(file.getBytes(StandardCharsets.UTF_8)),
                JudgingResources.usual(),
                RowSink.none());
        return verdict.findings().first().stream()
                .filter(finding -> finding.rule() == Rule.SCHEMA)
                .findFirst();
    }

    @Test
    void saysWhenAColumnSeemsToBeOfAnotherTypeNow() throws IOException {
        assertThat(retyped(90, 10).orElseThrow().message())
                .isEqualTo("the column seems to be of another type now: 90 of 100 values");
        assertThat(retyped(89, 11)).isEmpty();
        assertThat(retyped(99, 0)).isEmpty();
    }
}
