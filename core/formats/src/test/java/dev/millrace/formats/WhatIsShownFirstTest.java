package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Severity;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.RowSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A hundred findings are shown; what refuses the file is always among them, and first.
class WhatIsShownFirstTest {
    private static Findings of(DataContract contract, String header, int rows, IntFunction<String> row)
            throws IOException {
        String file = IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", header + "\n", "\n"));
        Verdict verdict = FileJudge.judge(
                contract, new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), RowSink.none());
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        assertThat(verdict.findings().first()).hasSize(Findings.KEPT);
        return verdict.findings();
    }

    @Test
    void thatTooManyRowsAreSetAside() throws IOException {
        Findings findings = of(
                Contracts.of("id integer!", "millrace.onBadRow=quarantine"),
                "id",
                2_000,
                i -> i % 13 == 0 ? "x" : String.valueOf(i));

        assertThat(findings.first().get(0).message())
                .isEqualTo("154 of 2000 rows cannot be loaded; 1 % may be set aside (millrace.maxBadRows)");
        assertThat(findings.first().get(1).line()).isEqualTo(2);
        assertThat(findings.total()).isEqualTo(155);
    }

    @Test
    void thatAColumnIsOfAnotherType() throws IOException {
        Findings findings = of(
                Contracts.of("id integer!", "millrace.onBadRow=quarantine", "millrace.maxBadRows='100%'"),
                "id",
                1_000,
                i -> "x" + i);

        assertThat(findings.first().get(0).message())
                .isEqualTo("the column seems to be of another type now: 1000 of 1000 values");
    }

    @Test
    void alsoWhereAHundredValuesRefuseTheFile() throws IOException {
        Findings findings = of(Contracts.of("id integer!"), "id", 1_000, i -> "x" + i);

        assertThat(findings.first().get(0).message()).startsWith("the column seems to be of another type now");
    }

    @Test
    void thatAQuoteIsNeverClosed() throws IOException {
        Findings findings = of(
                Contracts.of("id integer!", "name string maxLength=1 severity=warn"),
                "id,name",
                1_000,
                i -> i + (i == 900 ? ",\"ab" : ",ab"));

        assertThat(findings.first().get(0).rule()).isEqualTo(Rule.QUOTING);
        assertThat(findings.first().get(0).line()).isEqualTo(902);
        assertThat(findings.first().subList(1, Findings.KEPT))
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARN));
    }

    @Test
    void thatAKeyComesUpTwice() throws IOException {
        Findings findings = of(
                Contracts.of("id integer! primaryKey", "name string maxLength=1 severity=warn"),
                "id,name",
                1_000,
                i -> Math.min(i, 998) + ",ab");

        assertThat(findings.first().get(0).rule()).isEqualTo(Rule.PRIMARY_KEY);
    }
}
