package dev.millrace.cli.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.cli.Main;
import dev.millrace.cli.Recorded;
import dev.millrace.cli.contracts.Backtest.Compared;
import dev.millrace.cli.contracts.Backtest.Was;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContractBacktestTest {
    private static DataContract contract() {
        return ((ParsedContract.Accepted) Formats.contract(Samples.contract())).contract();
    }

    private static Compared compared(AuditState state, byte[] bytes, String rule) {
        return new Backtest(contract(), record -> FileBytes.of(bytes), record -> Optional.of(report(rule)))
                .judge(Recorded.in(state))
                .orElseThrow();
    }

    private static FindingsReport report(String rule) {
        return new FindingsReport(
                "landing",
                "orders/a.csv",
                "v1",
                "oid",
                "orders",
                "1",
                "c",
                1,
                1,
                0,
                null,
                "now",
                1,
                List.of(),
                List.of(new FindingsReport.Line(rule, 1, null, null, "wrong")));
    }

    @ParameterizedTest
    @CsvSource({
        "INGESTED,true,ACCEPTED,false",
        "INGESTED,false,ACCEPTED,true",
        "VALID,false,ACCEPTED,true",
        "LOADING,false,ACCEPTED,true",
        "REJECTED,false,REFUSED,false",
        "REJECTED,true,REFUSED,true",
        "INVALID,true,REFUSED,true"
    })
    void comparesWhatWasWithWhatWouldBe(AuditState state, boolean good, Was was, boolean flips) {
        Compared compared = compared(state, good ? Samples.good() : Samples.bad(), "type");

        assertThat(compared.was()).isEqualTo(was);
        assertThat(compared.flips()).isEqualTo(flips);
        assertThat(compared.isUnread()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "VALIDATING", "FAILED", "HELD", "GONE", "IGNORED", "SUPERSEDED", "APPLIED"})
    void leavesOutWhatWasNeverJudged(AuditState state) {
        var backtest = new Backtest(contract(), record -> FileBytes.of(Samples.good()), record -> Optional.empty());

        assertThat(backtest.judge(Recorded.in(state))).isEmpty();
    }

    @Test
    void leavesOutControlFiles() {
        String yaml = new String(Samples.contract(), StandardCharsets.UTF_8)
                .replace("value: events/orders/*.csv", "value: orders/*.txt")
                .replace(
                        "customProperties:",
                        "customProperties:\n  - {property: millrace.controlFile, value: \"{folder}/{name}.csv\"}");
        ParsedContract parsed = Formats.contract(yaml.getBytes(StandardCharsets.UTF_8));
        DataContract contract = ((ParsedContract.Accepted) parsed).contract();

        assertThat(new Backtest(contract, record -> FileBytes.of(Samples.good()), record -> Optional.empty())
                        .judge(Recorded.in(AuditState.REJECTED)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"no-contract", "could-not-be-validated", "new-version"})
    void doesNotCountWhatWasRefusedWhateverStoodInIt(String rule) {
        Compared compared = compared(AuditState.REJECTED, Samples.good(), rule);

        assertThat(compared.was()).isEqualTo(Was.REFUSED_OTHERWISE);
        assertThat(compared.flips()).isFalse();
    }

    @Test
    void saysWhichBytesAreGone() {
        Compared compared = new Backtest(
                        contract(),
                        record -> {
                            throw new IOException("its bytes are not in the landing bucket any more");
                        },
                        record -> Optional.empty())
                .judge(Recorded.in(AuditState.INGESTED))
                .orElseThrow();

        assertThat(compared.isUnread()).isTrue();
        assertThat(compared.flips()).isFalse();
        assertThat(compared.now().error()).isEqualTo("its bytes are not in the landing bucket any more");
    }

    @Test
    void goesOnWhenReadingFails() {
        Compared compared = new Backtest(
                        contract(),
                        record -> {
                            throw new UncheckedIOException("broken", new IOException("pipe"));
                        },
                        record -> Optional.empty())
                .judge(Recorded.in(AuditState.INGESTED))
                .orElseThrow();

        assertThat(compared.now().error()).isEqualTo("reading it failed: broken");
    }

    @Test
    void doesNotJudgeBytesThatAreOthersThanThose() {
        AuditRecord record = Recorded.withContent("0".repeat(64));

        Compared compared = new Backtest(contract(), any -> FileBytes.of(Samples.good()), any -> Optional.empty())
                .judge(record)
                .orElseThrow();

        assertThat(compared.now().error()).isEqualTo("its bytes are not those that were judged");
    }

    @Test
    void asksForAContractAndANumberBeforeItLooksForAStack(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "kind: Sonnet\n");
        Path right = Files.write(folder.resolve("right.yaml"), Samples.contract());

        assertThat(run("contract", "backtest", right.toString())).isEqualTo(Exit.USAGE);
        assertThat(run("contract", "backtest", right.toString(), "--last", "0")).isEqualTo(Exit.USAGE);
        assertThat(run("contract", "backtest", wrong.toString(), "--last", "5")).isEqualTo(Exit.USAGE);
        assertThat(run("contract", "backtest", folder.resolve("no.yaml").toString(), "--last", "5"))
                .isEqualTo(Exit.USAGE);
    }

    private static int run(String... words) {
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), words);
    }
}
