package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ClaimResult;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.sets.Member;
import dev.millrace.audit.sets.SetId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.ingestion.Upload;
import dev.millrace.judging.sets.FileFacts;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sets of which files wait, as their executions left them when they died.
class SweepingSetsTest {
    private static final String CONTROL = "events/orders/all.ctl";
    private static final SetId SET = new SetId(Samples.DATASET, Swept.LANDING, CONTROL);
    private static final ContractPin PIN = new ContractPin(Samples.DATASET, "1.0.0", "c0ffee");

    private final Swept swept = new Swept();

    SweepingSetsTest() {
        controlFile("{folder}/all.ctl");
    }

    @AfterEach
    void close() {
        swept.close();
    }

    private void controlFile(String template) {
        String yaml = Samples.replaced(
                new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8),
                "customProperties:\n",
                "customProperties:\n  - property: millrace.controlFile\n    value: \"%s\"\n".formatted(template));
        swept.contracts.apply(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private AuditRecord waiting(String name) {
        AuditRecord record = swept.claimed("events/orders/" + name);
        var facts = new FileFacts(record.version().key(), 10, 3, "0".repeat(64), null);
        var waits = new Move.Waits("Waits for its control file " + CONTROL, CONTROL);
        return swept.fileSets
                .hold(SET, record.claim(), Member.of(record, facts), waits, "a test")
                .record();
    }

    /// A control file whose execution died when it was in force.
    private AuditRecord applied(String list) {
        byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
        var version = new ObjectVersion(Swept.LANDING, CONTROL, swept.s3.put(Swept.LANDING, CONTROL, bytes));
        AuditRecord record = swept.ingestion.begin(
                new Upload(version, swept.clock.instant(), null, null), swept.contracts.current());
        ClaimResult claimed = swept.audit.claim(record.oid(), record.oid().executionName(0), "a test", Swept.LEASE);
        return swept.fileSets.apply(
                SET, claimed.record().claim(), new Move.Applied("A control file", PIN), bytes.length, "a test");
    }

    private List<String> startedAgain() {
        return swept.executions.started().stream()
                .filter(name -> name.endsWith("-r01"))
                .sorted()
                .toList();
    }

    @Test
    void letsFilesGoOnWhoseSetIsComplete() {
        AuditRecord a = waiting("a.csv");
        AuditRecord b = waiting("b.csv");
        applied("name\na.csv\nb.csv\n");

        assertThat(swept.sweep()).containsEntry("setFilesReleased", 2L);

        assertThat(swept.now(a).state()).isEqualTo(AuditState.NEW);
        assertThat(swept.now(a).course().waitsFor()).isNull();
        assertThat(swept.now(b).state()).isEqualTo(AuditState.NEW);
        assertThat(startedAgain()).hasSize(2);
        assertThat(swept.sweep()).containsEntry("setFilesReleased", 0L);
    }

    @Test
    void readsTheContractsAsOftenForManyFilesAsForOne() {
        waiting("a.csv");
        applied("name\na.csv\n");
        long before = readsOfContracts();
        assertThat(swept.sweep()).containsEntry("setFilesReleased", 1L);
        long forOne = readsOfContracts() - before;

        waiting("b.csv");
        waiting("c.csv");
        waiting("d.csv");
        applied("name\na.csv\nb.csv\nc.csv\nd.csv\n");
        before = readsOfContracts();
        assertThat(swept.sweep()).containsEntry("setFilesReleased", 3L);
        assertThat(readsOfContracts() - before).isEqualTo(forOne);
    }

    private long readsOfContracts() {
        return swept.s3.requests().stream()
                .filter(request -> request.contains("contracts/index.json"))
                .count();
    }

    @Test
    void saysForWhatFilesWaitNow() {
        AuditRecord a = waiting("a.csv");
        applied("name\na.csv\nb.csv\n");

        assertThat(swept.sweep()).containsEntry("setFilesReleased", 0L);

        assertThat(swept.now(a).state()).isEqualTo(AuditState.HELD);
        assertThat(swept.now(a).reason()).isEqualTo("Waits for 1 file of its set: b.csv");
        assertThat(swept.now(a).course().owed()).isNull();
    }

    @Test
    void letsOwnersBeToldOnceOfWhatWaitsTooLong() {
        AuditRecord a = waiting("a.csv");
        swept.clock.pass(Swept.PATIENCE.minusSeconds(1));
        swept.sweep();
        assertThat(swept.now(a).course().owed()).isNull();

        swept.clock.pass(Duration.ofSeconds(2));
        swept.sweep();

        AuditRecord told = swept.now(a);
        assertThat(told.course().owed()).isEqualTo("HELD#" + a.fence());
        assertThat(told.time())
                .as("those who look for what is owed look by time")
                .isAfter(a.time());
        swept.sweep();
        assertThat(swept.now(a)).isEqualTo(told);
    }

    @Test
    void letsFilesGoOnWhoseContractHasNoControlFileAnyLonger() {
        AuditRecord a = waiting("a.csv");
        swept.contracts.apply(Samples.contract("on-arrival"));

        assertThat(swept.sweep()).containsEntry("setFilesReleased", 1L);

        assertThat(swept.now(a).state()).isEqualTo(AuditState.NEW);
    }

    @Test
    void letsFilesGoOnWhoseContractNamesAnotherControlFile() {
        waiting("a.csv");
        controlFile("{folder}/{name}.ctl");

        assertThat(swept.sweep()).containsEntry("setFilesReleased", 1L);
    }

    @Test
    void leavesAFileToThePersonWhoReleasedIt() {
        AuditRecord a = waiting("a.csv");
        AuditRecord released =
                swept.operators.release(a, "arn:of:another", "a person").orElseThrow();
        applied("name\na.csv\n");

        assertThat(swept.sweep()).containsEntry("setFilesReleased", 0L);

        assertThat(swept.now(a)).isEqualTo(released);
    }

    /// It waited for its set before, and waits for a person now: its set is no reason to let it go on.
    @Test
    void leavesAFileThatIsHeldForAnotherReason() {
        AuditRecord a = waiting("a.csv");
        AuditRecord released =
                swept.operators.release(a, "arn:of:another", "a person").orElseThrow();
        AuditRecord again = swept.audit
                .claim(released.oid(), "ing-another", "a test", Swept.LEASE)
                .record();
        swept.audit.move(again.claim(), new Move.Held("The file has the same bytes as another"), "a test");
        applied("name\na.csv\n");

        assertThat(swept.sweep()).containsEntry("setFilesReleased", 0L);

        assertThat(swept.now(a).state()).isEqualTo(AuditState.HELD);
    }

    @Test
    void forgetsASetOfWhichNoFileWaitsAnyLonger() {
        waiting("a.csv");
        applied("name\na.csv\n");
        swept.sweep();
        assertThat(swept.fileSets.waiting())
                .as("somebody may just be about to wait")
                .hasSize(1);

        swept.clock.pass(Duration.ofMinutes(21));
        swept.sweep();

        assertThat(swept.fileSets.waiting()).isEmpty();
    }

    @Test
    void goesOnWithTheOtherSetsWhenOneCannotBeLookedAt() {
        waiting("a.csv");
        AuditRecord control = applied("name\na.csv\n");
        swept.s3.remove(Swept.LANDING, CONTROL, control.version().versionId());

        assertThat(swept.sweep()).containsEntry("setFilesReleased", 0L).containsEntry("complete", true);
    }
}
