package dev.millrace.validatefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.testing.Samples;
import dev.millrace.testing.aws.LocalAuditTable;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What control files mean for files: nothing of a set is let in before it is complete.
class ASetOfFilesTest {
    private static final String A = "events/orders/a.csv";
    private static final String B = "events/orders/b.csv";
    private static final String LIST = "events/orders/all.ctl";
    private static final String MARKER = "events/orders/_SUCCESS";
    private static final byte[] GOOD = Samples.good();

    private final Landed landed = new Landed();
    private int replays;

    @AfterEach
    void close() {
        landed.close();
    }

    private void controlFile(String template) {
        String yaml = Samples.replaced(
                new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8),
                "customProperties:\n",
                "customProperties:\n  - property: millrace.controlFile\n    value: \"%s\"\n".formatted(template));
        landed.contracts.apply(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private AuditRecord arrives(String key, byte[] bytes) throws IOException {
        landed.clock.pass(Duration.ofSeconds(1));
        AuditRecord record = landed.file(key, bytes);
        landed.validate(record, "ing-" + record.oid());
        return landed.now(record);
    }

    private AuditRecord arrives(String key, String text) throws IOException {
        return arrives(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Runs the execution that was started for a file that was let go on.
    private Outcome goesOn(AuditRecord record) throws IOException {
        String execution = record.oid().executionName(1);
        assertThat(landed.executions.started).contains(execution);
        return landed.validate(record, execution).verdict();
    }

    private AuditState state(AuditRecord record) {
        return landed.now(record).state();
    }

    @Test
    void holdsAFileWithoutANoticeUntilItsControlFileComes() throws IOException {
        controlFile("{folder}/all.ctl");

        AuditRecord file = landed.file(A, GOOD);

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.NOTHING);
        AuditRecord held = landed.now(file);
        assertThat(held.state()).isEqualTo(AuditState.HELD);
        assertThat(held.reason()).isEqualTo("Waits for its control file " + LIST);
        assertThat(held.course().waitsFor()).isEqualTo(LIST);
        assertThat(held.course().owed()).isNull();
    }

    @Test
    void letsFilesGoOnWhenTheControlFileThatNamesThemComes() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord a = arrives(A, GOOD);
        AuditRecord b = arrives(B, GOOD);

        AuditRecord control = arrives(LIST, "name,rows\na.csv,3\nb.csv,3\n");

        assertThat(control.state()).isEqualTo(AuditState.APPLIED);
        assertThat(control.reason()).isEqualTo("A control file: it announces 2 files");
        assertThat(landed.now(a).course().waived()).isFalse();
        assertThat(goesOn(a)).isEqualTo(Outcome.VALID);
        assertThat(goesOn(b)).isEqualTo(Outcome.VALID);
        assertThat(landed.executions.started).hasSize(2);
    }

    @Test
    void letsTheLastFileInAtOnceAndTheOthersGoOn() throws IOException {
        controlFile("{folder}/all.ctl");
        arrives(LIST, "name\na.csv\nb.csv\n");
        AuditRecord a = arrives(A, GOOD);
        assertThat(a.reason()).isEqualTo("Waits for 1 file of its set: b.csv");

        AuditRecord b = arrives(B, GOOD);

        assertThat(b.state()).isEqualTo(AuditState.VALID);
        assertThat(goesOn(a)).isEqualTo(Outcome.VALID);
    }

    @Test
    void saysOfEachWaitingFileForWhatItWaitsWhenAControlFileComes() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord a = arrives(A, GOOD);
        AuditRecord b = arrives(B, GOOD);

        arrives(LIST, "name\na.csv\nc.csv\n");

        assertThat(landed.now(a).reason()).isEqualTo("Waits for 1 file of its set: c.csv");
        assertThat(landed.now(b).reason())
                .isEqualTo("Waits for a control file that names it, for " + LIST + " does not");
        assertThat(landed.executions.started).isEmpty();
    }

    @Test
    void refusesAFileThatIsNotWhatItsControlFileAnnounces() throws IOException {
        controlFile("{folder}/all.ctl");
        arrives(
                LIST,
                "name,rows,bytes,sha256,md5\na.csv,4,%d,%s,%s\nb.csv,,,,\n"
                        .formatted(GOOD.length, ObjectId.sha256(GOOD), md5(GOOD)));

        AuditRecord a = arrives(A, GOOD);

        assertThat(a.state()).isEqualTo(AuditState.INVALID);
        FindingsReport report = landed.report(a);
        assertThat(report.findings()).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("control-file");
            assertThat(line.message())
                    .isEqualTo("its control file announces rows 4, and the file has 3 (" + LIST + ")");
        });
        assertThat(state(arrives(B, GOOD))).as("the others wait for a good one").isEqualTo(AuditState.HELD);
    }

    @Test
    void comparesChecksumsOfBothKinds() throws IOException {
        controlFile("{folder}/all.ctl");
        arrives(
                LIST,
                "name,sha256,md5\na.csv,%s,%s\nb.csv,%s,%s\n"
                        .formatted("0".repeat(64), "0".repeat(32), ObjectId.sha256(GOOD), md5(GOOD)));

        assertThat(landed.report(arrives(A, GOOD)).total()).isEqualTo(2);
        assertThat(state(arrives(B, GOOD))).isEqualTo(AuditState.HELD);
    }

    @Test
    void refusesAWaitingFileThatTheControlFileContradicts() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord a = arrives(A, GOOD);

        arrives(LIST, "name,rows\na.csv,4\n");

        assertThat(goesOn(a)).isEqualTo(Outcome.INVALID);
    }

    @Test
    void looksAnewWhenANewVersionOfTheControlFileComes() throws IOException {
        controlFile("{folder}/all.ctl");
        arrives(LIST, "name\na.csv\nb.csv\n");
        AuditRecord a = arrives(A, GOOD);

        AuditRecord second = arrives(LIST, "name\na.csv\n");

        assertThat(second.state()).isEqualTo(AuditState.APPLIED);
        assertThat(goesOn(a)).isEqualTo(Outcome.VALID);
    }

    @Test
    void refusesAControlFileThatCannotBeRead() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord a = arrives(A, GOOD);

        AuditRecord control = arrives(LIST, "name,rows\na.csv,many\n");

        assertThat(control.state()).isEqualTo(AuditState.INVALID);
        assertThat(landed.report(control).findings()).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("control-file");
            assertThat(line.line()).isEqualTo(2);
        });
        assertThat(state(a)).isEqualTo(AuditState.HELD);
    }

    @Test
    void judgesFilesByTheirContractBeforeTheyWait() throws IOException {
        controlFile("{folder}/all.ctl");

        assertThat(state(arrives(A, Samples.bad()))).isEqualTo(AuditState.INVALID);
    }

    @Test
    void letsInWhatCameBeforeAMarker() throws IOException {
        controlFile("{folder}/_SUCCESS");
        AuditRecord a = arrives(A, GOOD);
        assertThat(a.state()).isEqualTo(AuditState.HELD);

        AuditRecord marker = arrives(MARKER, "");

        assertThat(marker.state()).isEqualTo(AuditState.APPLIED);
        assertThat(goesOn(a)).isEqualTo(Outcome.VALID);
    }

    @Test
    void letsAReleasedFileInWithoutItsSet() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord a = arrives(A, GOOD);

        release(a);

        assertThat(landed.validate(a, "ing-again").verdict()).isEqualTo(Outcome.VALID);
    }

    @Test
    void refusesAReleasedFileThatIsNotWhatIsAnnounced() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord a = arrives(A, GOOD);
        release(a);
        arrives(LIST, "name,rows\na.csv,4\n");

        assertThat(landed.validate(a, "ing-again").verdict()).isEqualTo(Outcome.INVALID);
    }

    /// The answer of the attempt that let it wait was lost.
    @Test
    void answersAgainOfAFileThatWaits() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord a = arrives(A, GOOD);

        assertThat(landed.validate(a, "ing-" + a.oid()).verdict()).isEqualTo(Outcome.NOTHING);
        assertThat(state(a)).isEqualTo(AuditState.HELD);
        assertThat(landed.executions.started).isEmpty();
    }

    @Test
    void doesNotReadAControlFileThatIsGone() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord control = landed.file(LIST, "name\na.csv\n".getBytes(StandardCharsets.UTF_8));
        landed.s3.remove("landing", LIST, control.version().versionId());

        assertThat(landed.validate(control).verdict()).isEqualTo(Outcome.NOTHING);
        assertThat(state(control)).isEqualTo(AuditState.GONE);
    }

    @Test
    void waitsForAnotherWhenTheControlFileInForceWasDeleted() throws IOException {
        controlFile("{folder}/all.ctl");
        AuditRecord control = arrives(LIST, "name\na.csv\n");
        landed.s3.remove("landing", LIST, control.version().versionId());

        assertThat(arrives(A, GOOD).reason()).contains(LIST, "can no longer be read");
    }

    private void release(AuditRecord record) {
        new DynamoOperatorActions(landed.local.client(), LocalAuditTable.NAME, landed.clock)
                .release(landed.now(record), "arn:of:another-" + ++replays, "a person");
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
