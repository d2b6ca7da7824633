package dev.millrace.validatefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.testing.Samples;
import dev.millrace.testing.aws.LocalAuditTable;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a contract's `onNewVersion` and `onDuplicate` mean for a file.
class VersionsAndCopiesTest {
    private static final String FIRST = "events/orders/first.csv";
    private static final String SECOND = "events/orders/second.csv";

    private final Landed landed = new Landed();

    @AfterEach
    void close() {
        landed.close();
    }

    @Test
    void holdsTheSameBytesUnderAnotherNameUnlessTheContractSaysOtherwise() throws IOException {
        contract("replace", "hold");
        AuditRecord first = landed.file(FIRST, Samples.good());
        assertThat(landed.validate(first).verdict()).isEqualTo(Outcome.VALID);

        AuditRecord second = landed.file(SECOND, Samples.good());

        assertThat(landed.validate(second).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(second).reason())
                .contains("same bytes", first.oid().hex(), "VALID", "Release it");
    }

    @Test
    void takesAFileWithoutRowsEachDay() throws IOException {
        contract("append", "hold");
        byte[] header = (new String(Samples.good(), StandardCharsets.UTF_8)
                                .lines()
                                .findFirst()
                                .orElseThrow() + "\n")
                .getBytes(StandardCharsets.UTF_8);

        for (String key : List.of(FIRST, SECOND)) {
            AuditRecord empty = landed.file(key, header);
            assertThat(landed.validate(empty).verdict()).isEqualTo(Outcome.VALID);
            assertThat(landed.now(empty).rows()).isZero();
        }
    }

    @Test
    void loadsAReleasedCopy() throws IOException {
        contract("replace", "hold");
        landed.validate(landed.file(FIRST, Samples.good()));
        AuditRecord second = landed.file(SECOND, Samples.good());
        landed.validate(second);

        new DynamoOperatorActions(landed.local.client(), LocalAuditTable.NAME, landed.clock)
                .release(landed.now(second), "arn:of:another", "a person");

        assertThat(landed.validate(second, "ing-other").verdict()).isEqualTo(Outcome.VALID);
    }

    @Test
    void ignoresACopyWhereTheContractSkipsThem() throws IOException {
        contract("append", "skip");
        landed.validate(landed.file(FIRST, Samples.good()));
        AuditRecord second = landed.file(SECOND, Samples.good());

        assertThat(landed.validate(second).verdict()).isEqualTo(Outcome.NOTHING);
        assertThat(landed.now(second).state()).isEqualTo(AuditState.IGNORED);
    }

    @Test
    void loadsACopyWhereTheContractLoadsThem() throws IOException {
        contract("append", "load");
        landed.validate(landed.file(FIRST, Samples.good()));

        assertThat(landed.validate(landed.file(SECOND, Samples.good())).verdict())
                .isEqualTo(Outcome.VALID);
    }

    @Test
    void takesBytesAgainWhoseFirstFileFailed() throws IOException {
        contract("append", "hold");
        AuditRecord first = landed.file(FIRST, Samples.good());
        landed.validate(first);
        landed.audit.move(landed.now(first).claim(), new Move.Failed("ServiceFault: out of order"), "a test");

        assertThat(landed.validate(landed.file(SECOND, Samples.good())).verdict())
                .isEqualTo(Outcome.VALID);
    }

    /// The first held both the key and the bytes.
    @Test
    void takesTheSameBytesUnderTheSameKeyWhoseFirstVersionFailed() throws IOException {
        contract("refuse", "hold");
        AuditRecord first = landed.file(FIRST, Samples.good());
        landed.validate(first);
        landed.audit.move(landed.now(first).claim(), new Move.Failed("ServiceFault: out of order"), "a test");

        assertThat(landed.validate(landed.file(FIRST, Samples.good())).verdict())
                .isEqualTo(Outcome.VALID);
    }

    /// Rows of the first may stand in the table.
    @Test
    void holdsACopyOfAFileThatFailedWhileItWasLoaded() throws IOException {
        contract("append", "hold");
        AuditRecord first = landed.file(FIRST, Samples.good());
        landed.validate(first);
        landed.audit.move(landed.now(first).claim(), new Move.LoadStarted(Duration.ofMinutes(1)), "a test");
        landed.audit.move(landed.now(first).claim(), new Move.Failed("ServiceFault: out of order"), "a test");

        assertThat(landed.validate(landed.file(SECOND, Samples.good())).verdict())
                .isEqualTo(Outcome.HELD);
    }

    @Test
    @Tag("H006")
    void refusesASecondVersionWhereTheContractDoesSoWithoutReadingIt() throws IOException {
        contract("refuse", "load");
        AuditRecord first = landed.file(FIRST, Samples.good());
        landed.validate(first);
        AuditRecord second = landed.file(FIRST, changed());
        int reads = reads();

        assertThat(landed.validate(second).verdict()).isEqualTo(Outcome.INVALID);
        assertThat(landed.report(second).findings()).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("new-version");
            assertThat(line.message())
                    .contains(first.version().versionId(), first.oid().hex());
        });
        assertThat(reads()).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({"append,hold", "append,skip", "refuse,hold", "refuse,skip", "replace,hold"})
    void takesTheBytesOfAFileThatIsIngestedAgain(String onNewVersion, String onDuplicate) throws IOException {
        contract(onNewVersion, onDuplicate);
        AuditRecord first = landed.file(FIRST, Samples.good());
        landed.validate(first);
        landed.ingested(first);

        AuditRecord again = landed.again(landed.now(first), Samples.good());
        assertThat(landed.validate(again).verdict()).isEqualTo(Outcome.VALID);

        // The bytes are the new version's from now on: neither a second try nor a copy gets in beside it.
        AuditRecord rival = landed.again(landed.now(first), Samples.good());
        assertThat(landed.validate(rival, "ing-rival").verdict()).isNotEqualTo(Outcome.VALID);
        AuditRecord copy = landed.file(SECOND, Samples.good());
        assertThat(landed.validate(copy, "ing-copy").verdict()).isNotEqualTo(Outcome.VALID);
    }

    @Test
    void leavesAFileAsItIsWhenItsBytesAreRefusedTheSecondTime() throws IOException {
        contract("append", "hold");
        AuditRecord first = landed.file(FIRST, Samples.good());
        landed.validate(first);
        AuditRecord ingested = landed.ingested(first);

        assertThat(landed.validate(landed.again(ingested, Samples.bad())).verdict())
                .isEqualTo(Outcome.INVALID);

        assertThat(landed.now(first)).isEqualTo(ingested);
    }

    @Test
    void isNotIngestedAgainWhereAnotherVersionTookItsPlace() throws IOException {
        contract("append", "hold");
        AuditRecord first = landed.file(FIRST, Samples.good());
        landed.validate(first);
        landed.audit.move(landed.now(first).claim(), new Move.Superseded("replaced"), "a test");

        AuditRecord again = landed.again(landed.now(first), Samples.good());
        landed.validate(again);

        assertThat(landed.now(again).state()).isEqualTo(AuditState.SUPERSEDED);
    }

    @Test
    void acceptsASecondVersionWhenTheFirstWasRefused() throws IOException {
        contract("refuse", "load");
        landed.validate(landed.file(FIRST, Samples.bad()));

        assertThat(landed.validate(landed.file(FIRST, Samples.good())).verdict())
                .isEqualTo(Outcome.VALID);
    }

    @Test
    void takesTheSameBytesOfTheSameKeyAsANewVersionWhereItReplaces() throws IOException {
        contract("replace", "hold");
        landed.validate(landed.file(FIRST, Samples.good()));

        assertThat(landed.validate(landed.file(FIRST, Samples.good())).verdict())
                .isEqualTo(Outcome.VALID);
    }

    @Test
    void holdsACopyOfANewVersionWhoseBytesAnOlderOneHadThatIsSuperseded() throws IOException {
        contract("replace", "hold");
        AuditRecord older = landed.file(FIRST, Samples.good());
        landed.validate(older);
        landed.validate(landed.file(FIRST, Samples.good()));
        landed.audit.move(landed.now(older).claim(), new Move.Superseded("A newer version is ingested"), "a test");

        assertThat(landed.validate(landed.file(SECOND, Samples.good())).verdict())
                .isEqualTo(Outcome.HELD);
    }

    @Test
    void holdsACopyOfAnOldVersionWhoseBytesANewerOneHadThatFailed() throws IOException {
        contract("replace", "hold");
        landed.validate(landed.file(FIRST, Samples.good()));
        AuditRecord newer = landed.file(FIRST, Samples.good());
        landed.validate(newer);
        landed.audit.move(landed.now(newer).claim(), new Move.Failed("ServiceFault: out of order"), "a test");

        assertThat(landed.validate(landed.file(SECOND, Samples.good())).verdict())
                .isEqualTo(Outcome.HELD);
    }

    @Test
    void reportsAFileThatEndedItsOwnValidation() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.audit.claim(file.oid(), Landed.OURS, "a test", Duration.ofMinutes(1));
        landed.audit.move(
                landed.now(file).claim(),
                new Move.NotValidated("The file could not be validated: OutOfMemoryError: Java heap space"),
                "a test");

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.INVALID);
        FindingsReport report = landed.report(file);
        assertThat(report.findings()).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("could-not-be-validated");
            assertThat(line.message()).contains("OutOfMemoryError");
        });
    }

    private int reads() {
        return (int) landed.s3.requests().stream()
                .filter(r -> r.startsWith("GetObject landing"))
                .count();
    }

    private static byte[] changed() {
        return (new String(Samples.good(), StandardCharsets.UTF_8) + "4,2026-11-20,Di,1.00\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void contract(String onNewVersion, String onDuplicate) {
        landed.apply(onNewVersion, onDuplicate);
    }
}
