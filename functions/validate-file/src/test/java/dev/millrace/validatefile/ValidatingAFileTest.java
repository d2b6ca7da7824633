package dev.millrace.validatefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.faults.NoSuchObject;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.landing.FailedPlace;
import dev.millrace.flow.landing.ObjectHead;
import dev.millrace.notices.reports.FindingsPage;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.testing.Events;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ValidatingAFileTest {
    private final Landed landed = new Landed();

    @AfterEach
    void close() {
        landed.close();
    }

    @Test
    void findsAFileValidThatKeepsItsContract() throws IOException {
        AuditRecord file = landed.file(Samples.good());

        ValidateAnswer answer = landed.validate(file);

        assertThat(answer.verdict()).isEqualTo(Outcome.VALID);
        assertThat(answer.state()).isEqualTo("VALID");
        AuditRecord valid = landed.now(file);
        assertThat(answer.claim()).isEqualTo(valid.claim());
        assertThat(valid.rows()).isEqualTo(3);
        assertThat(valid.contentSha256()).isEqualTo(ObjectId.sha256(Samples.good()));
        assertThat(valid.pinnedContract())
                .contains(landed.contracts.current().contracts().getFirst().pin());
        assertThat(landed.s3.keys("failed")).isEmpty();
    }

    @Test
    void findsAFileInvalidThatBreaksItsContractAndReportsWhy() throws IOException {
        AuditRecord file = landed.file(Samples.bad());

        ValidateAnswer answer = landed.validate(file);

        assertThat(answer.verdict()).isEqualTo(Outcome.INVALID);
        AuditRecord invalid = landed.now(file);
        assertThat(invalid.findings()).isEqualTo(3);
        assertThat(invalid.findingsKey()).isEqualTo(FailedPlace.of(file).findingsKey());
        assertThat(invalid.reason()).startsWith("line 3: ordered_on: ").endsWith("(and 2 more)");
        FindingsReport report = landed.report(file);
        assertThat(report.total()).isEqualTo(3);
        assertThat(report.size()).isEqualTo(Samples.bad().length);
        assertThat(report.key()).isEqualTo(Samples.KEY);
        assertThat(report.contractVersion()).isEqualTo("1.0.0");
        assertThat(report.findings()).extracting(FindingsReport.Line::line).containsExactly(3L, 4L, 4L);
        assertThat(report.findings())
                .extracting(FindingsReport.Line::column)
                .containsExactly("ordered_on", "order_id", "amount");
    }

    @Test
    void putsAPageForPeopleBesideTheReport() throws IOException {
        AuditRecord file = landed.file(Samples.bad());

        landed.validate(file);

        String page = FindingsPage.keyBeside(FailedPlace.of(file).findingsKey());
        assertThat(landed.s3.keys("failed"))
                .containsExactlyInAnyOrder(page, FailedPlace.of(file).findingsKey());
        assertThat(landed.s3.bytes("failed", page)).hasValue(FindingsPage.of(landed.report(file), Commands.AT_HOME));
        assertThat(landed.s3.headObject(h -> h.bucket("failed").key(page)).contentType())
                .isEqualTo(FindingsPage.contentType());
    }

    @Tag("H037")
    @Test
    void findsAnEmptyFileInvalid() throws IOException {
        AuditRecord file = landed.file(new byte[0]);

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.INVALID);
        assertThat(landed.report(file).findings())
                .extracting(FindingsReport.Line::rule)
                .containsExactly("file-empty");
    }

    @Test
    void writesTheReportBeforeTheRecordNamesIt() {
        AuditRecord file = landed.file(Samples.bad());
        landed.s3.failNext("PutObject", 503);

        assertThatThrownBy(() -> landed.validate(file)).isInstanceOf(S3Exception.class);
        assertThat(landed.now(file).state()).isEqualTo(AuditState.VALIDATING);
    }

    @Tag("H033")
    @Test
    void reportsAFileThatNoContractMatchesWithThePatternsInForce() throws IOException {
        AuditRecord file = landed.unmatched("elsewhere/a.csv");

        ValidateAnswer answer = landed.validate(file);

        assertThat(answer.verdict()).isEqualTo(Outcome.INVALID);
        FindingsReport report = landed.report(file);
        assertThat(report.dataset()).isEqualTo("unmatched");
        assertThat(report.contractVersion()).isNull();
        assertThat(report.findings()).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("no-contract");
            assertThat(line.message()).endsWith("In force: events/orders/*.csv (event_orders)");
        });
        assertThat(landed.s3.requests()).noneMatch(r -> r.startsWith("GetObject landing"));
    }

    @Test
    void resumesAFileThatWasRefusedBeforeWithItsReport() throws IOException {
        AuditRecord file = landed.unmatched("elsewhere/a.csv");
        landed.validate(file);
        int changes = landed.s3.changes().size();

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.INVALID);
        assertThat(landed.s3.changes()).hasSize(changes);
    }

    @Tag("H035")
    @Test
    void findsAFileGoneWhoseVersionWasDeleted() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.s3.remove("landing", Samples.KEY, file.version().versionId());

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.NOTHING);
        assertThat(landed.now(file).state()).isEqualTo(AuditState.GONE);
    }

    @Tag("H035")
    @Tag("H036")
    @Test
    void findsAFileGoneWhoseVersionWasDeletedBetweenTwoLooks() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.s3.beforeNext("GetObject", () -> {});
        landed.s3.beforeNext("GetObject", () -> {});
        landed.s3.beforeNext(
                "GetObject",
                () -> landed.s3.remove("landing", Samples.KEY, file.version().versionId()));

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.NOTHING);
        assertThat(landed.now(file).state()).isEqualTo(AuditState.GONE);
    }

    @Tag("H038")
    @Test
    void holdsAFileThatIsTooBigWithoutReadingIt() throws IOException {
        AuditRecord file = landed.file(new byte[(int) Landed.MAX_BYTES + 1]);

        ValidateAnswer answer = landed.validate(file);

        assertThat(answer.verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).contains("1001 bytes", "may have 1000");
        assertThat(landed.s3.requests()).noneMatch(r -> r.startsWith("GetObject landing"));
    }

    @ParameterizedTest
    @Tag("H038")
    @ValueSource(longs = {5L << 30, (5L << 30) + 1, 50L << 30, 5L << 40})
    void holdsAFileOfAnySizeThatS3Declares(long size) throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.declare(new ObjectHead(size, "e"));

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).contains(size + " bytes");
        assertThat(landed.s3.bytes("landing", Samples.KEY)).contains(Samples.good());
    }

    @Test
    @Tag("H039")
    void holdsAnArchivedFileWithoutReadingIt() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.declare(new ObjectHead(Samples.good().length, "e", true, Map.of()));

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).contains("archived", "Restore it");
        assertThat(landed.s3.requests()).noneMatch(r -> r.startsWith("GetObject landing"));
    }

    @Test
    @Tag("H039")
    void holdsAFileThatACustomersKeyEncrypts() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.s3.failNext("HeadObject", 400);

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).contains("encrypted with a key that this stack may not use");
        assertThat(landed.s3.bytes("landing", Samples.KEY)).contains(Samples.good());
    }

    @Test
    @Tag("H039")
    void holdsAFileThatAKeyOfAnotherAccountEncrypts() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        // The index of contracts and the contract come before the file.
        landed.s3.beforeNext("GetObject", () -> {});
        landed.s3.beforeNext("GetObject", () -> {});
        landed.s3.beforeNext("GetObject", () -> {
            throw InMemoryS3.failure(403, "not authorized to perform: kms:Decrypt");
        });

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).contains("encrypted with a key that this stack may not use");
        assertThat(landed.s3.bytes("landing", Samples.KEY)).contains(Samples.good());
    }

    @ParameterizedTest
    @Tag("H043")
    @CsvSource({"7F454C4602010100, a program (ELF)", "255044462D312E37, a PDF document", "1F8B080000000000, compressed"
    })
    void findsAFileInvalidThatIsOfAnotherKindThanItsNameSays(String hex, String kind) throws IOException {
        byte[] bytes = (new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1) + "x,y\n".repeat(200))
                .getBytes(StandardCharsets.ISO_8859_1);
        AuditRecord file = landed.file(bytes);

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.INVALID);
        assertThat(landed.now(file).reason()).startsWith("the file is " + kind);
        assertThat(landed.report(file).findings())
                .extracting(FindingsReport.Line::rule)
                .containsExactly("file-kind");
    }

    @ParameterizedTest
    @Tag("H043")
    @ValueSource(strings = {"application/zip", "image/png", "text/html", "x"})
    void judgesAFileByItsBytesWhateverTypeItsUploaderGave(String contentType) throws IOException {
        assertThat(landed.validate(landed.fileOfType(contentType, Samples.good()))
                        .verdict())
                .isEqualTo(Outcome.VALID);
    }

    @Test
    void holdsAFileWhoseContractIsNoLongerInForce() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.s3.put("contracts", "index.json", "{\"contracts\": []}".getBytes(StandardCharsets.UTF_8));

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).contains("event_orders", "no longer in force");
    }

    @Test
    void holdsAFileWhoseDatasetIsRetired() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.contracts.retire(Samples.DATASET);

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.HELD);
        assertThat(landed.now(file).reason()).contains("event_orders", "is retired since");
    }

    /// What broke off is tried again; it is neither a shorter good file nor a bad one.
    @Tag("H040")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 38, 39, 60, 100, 138})
    void neverJudgesAFileOfWhichNotAllArrived(int bytes) {
        assertThat(Samples.good()).hasSize(139);
        AuditRecord file = landed.file(Samples.good());
        // The index of contracts and the contract come before the file.
        landed.s3.beforeNext("GetObject", () -> {});
        landed.s3.beforeNext("GetObject", () -> {});
        landed.s3.beforeNext("GetObject", () -> landed.s3.cutNextBodyAfter(bytes));

        assertThatThrownBy(() -> landed.validate(file)).isInstanceOf(IOException.class);
        assertThat(landed.now(file).state()).isEqualTo(AuditState.VALIDATING);
        assertThat(landed.s3.keys("failed")).isEmpty();
    }

    @Test
    void stillRefusesAWholeFileWhoseReadingStopsAtItsHeader() throws IOException {
        String file = "wrong,header\n" + "x".repeat(900);

        assertThat(landed.validate(landed.file(file.getBytes(StandardCharsets.UTF_8)))
                        .verdict())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void judgesAgainAfterAFault() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.s3.failNext("HeadObject", 503);
        assertThatThrownBy(() -> landed.validate(file)).isInstanceOf(S3Exception.class);

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.VALID);
        assertThat(landed.now(file).fence()).isEqualTo(2);
    }

    @Test
    void repeatsTheSameAnswerWhenItWasLost() throws IOException {
        AuditRecord good = landed.file(Samples.good());
        ValidateAnswer first = landed.validate(good);

        assertThat(landed.validate(good)).isEqualTo(first);
    }

    @Test
    void repeatsTheSameVerdictForARefusedFile() throws IOException {
        AuditRecord bad = landed.file(Samples.bad());
        ValidateAnswer first = landed.validate(bad);

        ValidateAnswer again = landed.validate(bad);

        assertThat(again.verdict()).isEqualTo(first.verdict());
        assertThat(again.claim().fence()).isEqualTo(landed.now(bad).fence());
    }

    @Test
    void repeatsTheSameAnswerForAHeldFile() throws IOException {
        AuditRecord big = landed.file(new byte[(int) Landed.MAX_BYTES + 1]);
        ValidateAnswer first = landed.validate(big);

        assertThat(landed.validate(big)).isEqualTo(first);
    }

    @Test
    void leavesAFileToTheExecutionThatHoldsIt() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.audit.claim(file.oid(), Landed.THEIRS, "a test", Validation.LEASE);

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.NOTHING);
        assertThat(landed.now(file).claimant()).isEqualTo(Landed.THEIRS);
    }

    @Test
    void leavesTheVerdictToTheExecutionThatTookOverMeanwhile() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.s3.beforeNext("HeadObject", () -> {
            landed.clock.pass(Validation.LEASE.plusSeconds(1));
            landed.audit.claim(file.oid(), Landed.THEIRS, "a test", Validation.LEASE);
        });

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.NOTHING);
        assertThat(landed.now(file).state()).isEqualTo(AuditState.VALIDATING);
        assertThat(landed.now(file).claimant()).isEqualTo(Landed.THEIRS);
    }

    @Test
    void takesOverFromAnExecutionThatGaveNoSignOfLife() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        landed.audit.claim(file.oid(), Landed.THEIRS, "a test", Duration.ofSeconds(1));
        landed.clock.pass(Duration.ofSeconds(2));

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.VALID);
    }

    @Test
    void refusesAnObjectThatWasNeverRecorded() {
        assertThatThrownBy(() -> landed.validation.validate(
                        new ObjectId("0".repeat(64)), Landed.OURS, "a test", null, Deadline.never()))
                .isInstanceOf(NoSuchObject.class);
    }

    @Test
    void answersItsStateMachineAsTheExampleEventSays() throws IOException {
        AuditRecord file = landed.file(Samples.good());
        var output = new ByteArrayOutputStream();

        new ValidateFileHandler(landed.validation)
                .handleRequest(
                        Events.stream(
                                "ValidateFile",
                                Map.of(
                                        "Oid",
                                        file.oid().hex(),
                                        "Bucket",
                                        "landing",
                                        "Key",
                                        Samples.KEY,
                                        "VersionId",
                                        file.version().versionId())),
                        output,
                        new LambdaContext());

        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"claim\":{\"dataset\":\"on-arrival/event_orders\",\"object\":\"landing/%s#%s\",\"oid\":\"%s\",\"fence\":1},\"verdict\":\"VALID\",\"state\":\"VALID\"}"
                                .formatted(Samples.KEY, file.version().versionId(), file.oid()));
    }
}
