package dev.millrace.validatefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.contract.Severity;
import dev.millrace.flow.landing.ObjectHead;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.findings.RuleCount;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.protocols.JudgedColumn;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.JudgedFindings;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Files that are too big to be read here: a batch leaves them to its job, and takes them up as that judged them.
class BigFilesOfBatchesTest {
    private static final BatchRef BATCH = BatchRef.at(Samples.DATASET, "daily", SettableClock.START);
    private static final BatchContext FIRST = new BatchContext(BATCH, false);
    private static final BatchContext JUDGED = new BatchContext(BATCH, true);
    private static final String SQL_RULE =
            "    quality: [{type: sql, name: paid, query: 'SELECT count(*) FROM {object}', mustBe: 0}]\n";
    private static final String SHA256 = "ab".repeat(32);

    private final Landed landed = new Landed();

    @AfterEach
    void close() {
        landed.close();
    }

    private AuditRecord big() {
        AuditRecord file = landed.file(Samples.good());
        landed.declare(new ObjectHead(Landed.MAX_BYTES + 1, "e"));
        return file;
    }

    private AuditRecord left() throws IOException {
        AuditRecord file = big();
        assertThat(landed.validate(file, FIRST).verdict()).isEqualTo(Outcome.LEFT_TO_JOB);
        return file;
    }

    private String contract() {
        return landed.contracts.place(
                landed.contracts.current().contracts().getFirst().pin());
    }

    private void jobSays(JudgedFile... files) {
        jobSays(contract(), files);
    }

    private void jobSays(String contract, JudgedFile... files) {
        put(
                "judge.json",
                new RunResult(
                        RunManifest.JUDGE,
                        BATCH.dataset(),
                        BATCH.batch(),
                        contract,
                        9,
                        9,
                        List.of(),
                        List.of(files),
                        List.of(),
                        List.of(),
                        1));
    }

    private void put(String name, Record content) {
        landed.s3.put("staging", BATCH.resultsPrefix() + name, RunJson.write(content));
    }

    private static JudgedFile judged(AuditRecord file, String outcome, long aside, @Nullable String findings) {
        boolean valid = outcome.equals(JudgedFile.VALID);
        return new JudgedFile(
                file.oid().hex(),
                outcome,
                9,
                aside,
                1001,
                SHA256,
                null,
                findings == null ? 0 : 1,
                findings,
                valid ? "s3://staging/a.parquet" : null,
                null,
                valid && aside > 0 ? List.of(new JudgedColumn("Neu", "integer")) : List.of(),
                outcome.equals(JudgedFile.UNREADABLE) ? "It is archived" : null);
    }

    private void found(AuditRecord file, Severity severity) {
        var finding = new Finding(Rule.TYPE, severity, 7, "amount", "abc", "must be a number");
        var findings = new Findings(1, List.of(new RuleCount(Rule.TYPE, severity, "amount", 1)), List.of(finding));
        put(
                "findings/" + file.oid().hex() + ".json",
                JudgedFindings.of(file.oid().hex(), findings));
    }

    @Tag("H038")
    @Test
    void areLeftToTheJobWithoutBeingRead() throws IOException {
        AuditRecord file = big();

        ValidateAnswer answer = landed.validate(file, FIRST);

        assertThat(answer.verdict()).isEqualTo(Outcome.LEFT_TO_JOB);
        assertThat(answer.state()).isEqualTo("VALIDATING");
        assertThat(landed.now(file).claimant()).isEqualTo(BATCH.executionName());
        assertThat(landed.s3.requests()).noneMatch(r -> r.startsWith("GetObject landing"));
    }

    @Test
    void areLeftToItAgainWhenAnAnswerWasLost() throws IOException {
        AuditRecord file = left();

        assertThat(landed.validate(file, FIRST).verdict()).isEqualTo(Outcome.LEFT_TO_JOB);
    }

    @Test
    void areNotLeftToItWhenTheirKeyIsTaken() throws IOException {
        landed.apply("refuse", "load");
        landed.validate(landed.file(Samples.good()));
        AuditRecord file = big();

        assertThat(landed.validate(file, FIRST).verdict()).isEqualTo(Outcome.INVALID);
        assertThat(landed.report(file).findings())
                .singleElement()
                .satisfies(line -> assertThat(line.rule()).isEqualTo("new-version"));
    }

    @Test
    void areHeldWithAdviceWhereNoBatchTakesThem() throws IOException {
        AuditRecord file = big();

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason())
                .isEqualTo(
                        "The file has 1001 bytes; files that are ingested on arrival may have 1000. Split it, or give its dataset the cadence daily or monthly: batches take files of any size");
    }

    @Test
    void areHeldWithAdviceWhereRulesAreInSql() throws IOException {
        String yaml = new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8)
                .replace("    properties:\n", SQL_RULE + "    properties:\n");
        landed.contracts.apply(yaml.getBytes(StandardCharsets.UTF_8));
        AuditRecord file = big();

        assertThat(landed.validate(file, FIRST).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).contains("with rules in SQL, such as 'paid', it may have 1000");
    }

    @Test
    void areValidWhenTheJobSaysSo() throws IOException {
        AuditRecord file = left();
        jobSays(judged(file, JudgedFile.VALID, 0, null));

        assertThat(landed.validate(file, JUDGED).verdict()).isEqualTo(Outcome.VALID);

        AuditRecord valid = landed.now(file);
        assertThat(valid.state()).isEqualTo(AuditState.VALID);
        assertThat(valid.rows()).isEqualTo(9);
        assertThat(valid.contentSha256()).isEqualTo(SHA256);
        assertThat(valid.remarks()).isNull();
        assertThat(landed.validate(file, JUDGED).verdict()).isEqualTo(Outcome.VALID);
        assertThat(landed.s3.requests()).noneMatch(r -> r.startsWith("GetObject landing"));
    }

    @Test
    void haveRemarksOfWhatTheJobSetAside() throws IOException {
        AuditRecord file = left();
        jobSays(judged(file, JudgedFile.VALID, 1, "s3://staging/f.json"));
        found(file, Severity.QUARANTINE);

        assertThat(landed.validate(file, JUDGED).verdict()).isEqualTo(Outcome.VALID);

        assertThat(landed.now(file).remarks()).isNotNull().satisfies(remarks -> {
            assertThat(remarks.rowsSetAside()).isEqualTo(1);
            FindingsReport report = FindingsReport.of(landed.s3
                    .bytes("failed", Objects.requireNonNull(remarks.reportKey()))
                    .orElseThrow());
            assertThat(report.findings()).singleElement().matches(line -> line.line() == 7);
            assertThat(report.proposalKey()).isNotNull();
        });
    }

    @Test
    void areInvalidWithAReportWhenTheJobSaysSo() throws IOException {
        AuditRecord file = left();
        jobSays(judged(file, JudgedFile.INVALID, 0, "s3://staging/f.json"));
        found(file, Severity.HALT);

        assertThat(landed.validate(file, JUDGED).verdict()).isEqualTo(Outcome.INVALID);

        AuditRecord invalid = landed.now(file);
        assertThat(invalid.state()).isEqualTo(AuditState.INVALID);
        assertThat(invalid.reason()).isEqualTo("line 7: amount: must be a number");
        FindingsReport report = landed.report(file);
        assertThat(report.size()).isEqualTo(1001);
        assertThat(report.rows()).isEqualTo(9);
        assertThat(report.findings()).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("type");
            assertThat(line.value()).isEqualTo("abc");
        });
    }

    @Test
    void areGoneWhenTheJobDidNotFindThem() throws IOException {
        AuditRecord file = left();
        jobSays(judged(file, JudgedFile.GONE, 0, null));

        assertThat(landed.validate(file, JUDGED).verdict()).isEqualTo(Outcome.NOTHING);
        assertThat(landed.now(file).state()).isEqualTo(AuditState.GONE);
    }

    @Test
    void areHeldWhenTheJobCouldNotReadThem() throws IOException {
        AuditRecord file = left();
        jobSays(judged(file, JudgedFile.UNREADABLE, 0, null));

        assertThat(landed.validate(file, JUDGED).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).isEqualTo("It is archived");
    }

    @Test
    void areNotTakenUpWhenTheContractChangedMeanwhile() throws IOException {
        AuditRecord file = left();
        jobSays("s3://contracts/of/yesterday", judged(file, JudgedFile.VALID, 0, null));

        assertThatThrownBy(() -> landed.validate(file, JUDGED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("judged its files by s3://contracts/of/yesterday. The next batch takes the file");
        assertThat(landed.now(file).state()).isEqualTo(AuditState.VALIDATING);
    }

    @Test
    void areNotTakenUpWhenTheJobSaysNothingOfThem() throws IOException {
        AuditRecord file = left();
        jobSays();

        assertThatThrownBy(() -> landed.validate(file, JUDGED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not judge object id " + file.oid().hex());
    }

    @Test
    void areNotTakenUpFromTheResultOfAnotherJob() throws IOException {
        AuditRecord file = left();
        put(
                "judge.json",
                new RunResult(
                        RunManifest.JUDGE,
                        BATCH.dataset(),
                        "20200101T000000Z",
                        "c",
                        0,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        1));

        assertThatThrownBy(() -> landed.validate(file, JUDGED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is the result of another job: judge of event_orders 20200101T000000Z");
    }

    /// What the page of a batch sends.
    @Test
    void areKnownByWhatTheStateMachineGives() throws IOException {
        AuditRecord file = big();
        String task = """
                {"state": "Validate File", "execution": "%s", "input": {"oid": "%s", "judged": false,
                 "batch": {"dataset": "%s", "cadence": "daily", "batch": "%s"}}}
                """.formatted(BATCH.executionName(), file.oid(), BATCH.dataset(), BATCH.batch());
        var output = new ByteArrayOutputStream();

        new ValidateFileHandler(landed.validation)
                .handleRequest(
                        new ByteArrayInputStream(task.getBytes(StandardCharsets.UTF_8)), output, new LambdaContext());

        assertThat(output.toString(StandardCharsets.UTF_8)).contains("\"verdict\":\"LEFT_TO_JOB\"");
    }
}
