package dev.millrace.notices.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.Remarks;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.landing.FailedPlace;
import dev.millrace.notices.Owners;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.notices.reports.FindingsReport.Count;
import dev.millrace.notices.reports.FindingsReport.Line;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatOwnersReadTest {
    /// What SNS takes, in bytes, less what its envelope and attributes need.
    private static final int MAX_BYTES = 250 * 1024;

    private static final Fault FAULT =
            new Fault("dev.millrace.faults.ServiceFault", "{\"errorMessage\":\"S3 is down\"}");
    private static final FindingsReport TWO_FINDINGS = Owners.report(
            2,
            List.of(new Count("type", "ordered_on", 1), new Count("type", "amount", 1)),
            List.of(
                    new Line("type", 3, "ordered_on", "2026-02-30", "must be a date such as 2026-11-21"),
                    new Line("column-count", 4, null, null, "the record has 3 fields; it must have 4")));

    private final Owners owners = new Owners();

    @AfterEach
    void close() {
        owners.close();
    }

    @Test
    void saysOfARefusedFileWhatIsWrongAndWhereItIsNow() {
        AuditRecord file = owners.rejected(
                owners.claimed(owners.recorded(Samples.KEY)),
                owners.pin(),
                TWO_FINDINGS,
                "line 3: ordered_on: must be a date");

        owners.telling.tell(file.oid());

        assertThat(owners.only().subject())
                .isEqualTo("Millrace: 2026-11-21.csv refused: 2 findings, first: line 3: ordered_on: must be a date");
        assertReads("rejected.txt");
    }

    @Test
    void saysOfAFileWithThousandsOfFindingsHowManyOfEachKind() {
        FindingsReport many = Owners.report(
                12345,
                List.of(new Count("type", "ordered_on", 12000), new Count("column-count", null, 345)),
                IntStream.rangeClosed(1, 100)
                        .mapToObj(i -> new Line("type", i, "ordered_on", "x", "must be a date"))
                        .toList());
        AuditRecord file = owners.rejected(
                owners.claimed(owners.recorded(Samples.KEY)), owners.pin(), many, "line 1: must be a date");

        owners.telling.tell(file.oid());

        assertReads("rejected-many.txt");
    }

    @Test
    void saysOfAFileThatNoContractMatchesWhatToDo() {
        FindingsReport report = Owners.report(
                1,
                List.of(new Count("no-contract", null, 1)),
                List.of(new Line("no-contract", 0, null, null, "No contract")));
        AuditRecord file = owners.rejected(owners.unmatched("elsewhere/a.csv"), null, report, "No contract");

        owners.telling.tell(file.oid());

        assertReads("unmatched.txt");
    }

    @Test
    void saysOfAFileThatWaitsForItsSetThatItGoesOnByItself() {
        AuditRecord file = owners.waitsForItsSet(Samples.KEY);

        owners.telling.tell(file.oid());

        assertThat(owners.only().text())
                .contains(
                        "Waits for its control file events/orders/_SUCCESS",
                        "the file then goes on by itself",
                        "millrace release " + file.oid(),
                        "millrace dismiss " + file.oid());
    }

    @Test
    void saysOfAHeldFileWhyItWaitsAndWhoseItIs() {
        AuditRecord file = owners.held(Samples.KEY, "The file is too big");

        owners.telling.tell(file.oid());

        assertThat(owners.only().subject()).isEqualTo("Millrace: 2026-11-21.csv waits: The file is too big");
        assertReads("held.txt");
    }

    @Test
    void saysOfAFailedFileThatItIsNotTheFilesFault() {
        AuditRecord file =
                owners.moved(owners.claimed(owners.recorded(Samples.KEY)), new Move.Failed(FAULT.toString()));

        owners.telling.failed(file.oid(), FAULT);

        assertThat(owners.only().subject()).isEqualTo("Millrace: 2026-11-21.csv FAILED: ServiceFault: S3 is down");
        assertReads("failed.txt");
    }

    @Test
    void saysOfARefusedFileThatCouldNotBeMovedWhereItStillIs() {
        AuditRecord file = owners.moved(
                owners.claimed(owners.recorded(Samples.KEY)),
                new Move.Refused("line 3", 1, "x.findings.json", null, owners.pin()));

        owners.telling.failed(file.oid(), FAULT);

        assertReads("not-moved.txt");
    }

    @Test
    void saysWhenTheBytesHadVanishedAndTheReportWasRemoved() {
        AuditRecord claimed = owners.claimed(owners.recorded(Samples.KEY));
        owners.moved(claimed, new Move.Refused("line 3: wrong", 1, "removed.findings.json", null, owners.pin()));
        AuditRecord file = owners.moved(claimed, new Move.SetAside(null));

        owners.telling.tell(file.oid());

        assertThat(owners.only().text())
                .contains("\nWhat is wrong\n  line 3: wrong\n")
                .contains("Its bytes had been deleted from the landing bucket")
                .contains("then upload the file again.")
                .doesNotContain("millrace release");
    }

    @Test
    void saysOfAFileThatEndedItsOwnValidationThatItIsTooMuch() {
        String reason = "The file could not be validated: FileFault: it is too much for it: OutOfMemoryError";
        FindingsReport report = Owners.report(
                1,
                List.of(new Count("could-not-be-validated", null, 1)),
                List.of(new Line("could-not-be-validated", 0, null, null, reason)));
        AuditRecord file = owners.rejected(owners.claimed(owners.recorded(Samples.KEY)), null, report, reason);

        owners.telling.tell(file.oid());

        assertReads("could-not-be-validated.txt");
    }

    @Test
    void saysOfAnIngestedFileThatRowsOfTheOneBeforeMayBeLeft() {
        AuditRecord loading = loading();
        owners.moved(loading, new Move.Ingested(3));

        owners.telling.failed(loading.oid(), FAULT);

        assertThat(owners.only().subject())
                .isEqualTo("Millrace: 2026-11-21.csv is INGESTED, but rows may be left over: ServiceFault: S3 is down");
        assertReads("ingested.txt");
    }

    @Test
    void saysOfASupersededFileThatItsOwnRowsMayBeLeft() {
        AuditRecord loading = loading();
        owners.moved(loading, new Move.Superseded("A newer version of the key is ingested"));

        owners.telling.failed(loading.oid(), FAULT);

        assertReads("superseded.txt");
    }

    @Test
    void saysOfAFileThatIsIngestedWhatWasFoundInIt() {
        AuditRecord claimed = owners.claimed(owners.recorded(Samples.KEY));
        String key = FailedPlace.of(claimed).remarksKey();
        owners.s3.put("failed", key, TWO_FINDINGS.toJson());
        var remarks = new Remarks(2, 2, key);
        owners.moved(claimed, new Move.Validated(12_345, "5ba", owners.pin(), remarks));
        owners.moved(claimed, new Move.LoadStarted(Duration.ofMinutes(10)));
        AuditRecord file = owners.moved(claimed, new Move.Ingested(12_345, true));

        owners.telling.tell(file.oid());

        assertThat(owners.only().subject())
                .isEqualTo("Millrace: 2026-11-21.csv is ingested, but: Rows are set aside: 2 of 12,345");
        assertReads("remarks.txt");
    }

    @Test
    void saysOfAFileWhichRowsItsBatchCouldNotCurate() {
        AuditRecord claimed = owners.claimed(owners.recorded(Samples.KEY));
        owners.moved(claimed, new Move.Validated(3, "5ba", owners.pin()));
        owners.moved(claimed, new Move.LoadStarted(Duration.ofMinutes(10)));
        var aside =
                new Move.Uncurated(2, "2 rows could not be curated and are set aside, at line 3, 4: cents overflows");
        AuditRecord file = owners.moved(claimed, Move.Ingested.of(claimed, 3, aside));

        owners.telling.tell(file.oid());

        assertThat(owners.only().subject())
                .isEqualTo("Millrace: 2026-11-21.csv is ingested, but: Rows are set aside: 2 of 3");
        assertThat(owners.only().text())
                .contains(
                        "What was found\n  - 2 rows could not be curated and are set aside, at line 3, 4: cents overflows\n")
                .contains("table event_orders_set_aside")
                .doesNotContain("all findings:", "null");
    }

    private AuditRecord loading() {
        AuditRecord claimed = owners.claimed(owners.recorded(Samples.KEY));
        owners.moved(claimed, new Move.Validated(3, "5ba", owners.pin()));
        return owners.moved(claimed, new Move.LoadStarted(Duration.ofMinutes(10)));
    }

    /// Else they hear of nothing for an hour and wonder.
    @Test
    void saysThatTheyHearOfTheRestTogether() {
        owners.telling.tell(owners.failed(Samples.KEY).oid());

        assertThat(owners.only().text())
                .contains(
                        "\nMore files of this dataset with the same trouble are named together, at most every 60 minutes.\n");
    }

    /// A notice that names no owners is better than none.
    @Test
    void namesNoOwnersWhenTheContractCannotBeRead() {
        AuditRecord held = owners.held(Samples.KEY, "too big");
        owners.s3.corrupt(
                "contracts",
                "contracts/event_orders/%s.odcs.yaml".formatted(owners.pin().sha256()),
                new byte[0]);

        owners.telling.tell(held.oid());

        assertThat(owners.only().text()).doesNotContain("Owners of the dataset");
    }

    @Test
    void givesTheRecordsReasonWhenTheReportCannotBeRead() {
        AuditRecord file = owners.rejected(Samples.KEY, "type");
        owners.s3.corrupt("failed", String.valueOf(file.findingsKey()), new byte[] {'{'});

        owners.telling.tell(file.oid());

        assertThat(owners.only().text()).contains("\nWhat is wrong\n  line 3: amount: must be something else");
    }

    @Tag("H023")
    @Tag("H024")
    @Tag("H027")
    @Tag("H116")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: x@example.org\r\n\r\nHello.csv",
                "a\u0000\u0007\u001B[31mred.csv",
                "a\u202Ecsv.exe",
                "a\u200Bb.csv",
                "a\u2028b.csv",
                "<svg onload=alert(1)>.csv",
                "${jndi:ldap://x}.csv"
            })
    void showsHostileKeysInertAndOnOneLine(String name) {
        String hostile = "events/orders/" + name;
        FindingsReport report = Owners.report(
                1,
                List.of(new Count("header", name, 1)),
                List.of(new Line("header", 1, name, name, "unknown: " + name)));
        AuditRecord file = owners.rejected(owners.claimed(owners.recorded(hostile)), owners.pin(), report, name);

        owners.telling.tell(file.oid());

        Notice notice = owners.only();
        assertThat(notice.subject()).matches("[ -~]{1,99}");
        assertThat(notice.text().codePoints().filter(c -> c != '\n'))
                .allSatisfy(c -> assertThat(Character.getType(c))
                        .isNotIn((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR));
        assertThat(notice.text().lines().filter(l -> l.startsWith("Bcc") || l.startsWith("Hello")))
                .isEmpty();
    }

    @Tag("H110")
    @ParameterizedTest
    @ValueSource(strings = {"/", "😀", "events/orders/", " "})
    void hasASubjectHoweverOddTheKey(String key) {
        AuditRecord file = owners.held(key, "too big");

        owners.telling.tell(file.oid());

        assertThat(owners.only().subject()).startsWith("Millrace: ").endsWith(" waits: too big");
    }

    /// SNS refuses more than 256 KB, and then nobody would hear of the file.
    @Tag("H111")
    @Test
    void fitsIntoAMessageHoweverMuchIsWrong() {
        String wide = "😀".repeat(200);
        FindingsReport huge = Owners.report(
                1_000_000_000,
                IntStream.range(0, 4000)
                        .mapToObj(i -> new Count("type", i + wide, 250_000))
                        .toList(),
                Collections.nCopies(100, new Line("type", 1, wide, wide, wide)));
        AuditRecord file = owners.rejected(owners.claimed(owners.recorded(Samples.KEY)), owners.pin(), huge, wide);

        owners.telling.tell(file.oid());

        assertThat(owners.only().text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_BYTES);
    }

    @Tag("H111")
    @Test
    void fitsIntoAMessageHoweverManyOwnersThereAre() {
        String channel = """
                  - channel: example-mail
                    url: mailto:orders@example.org
                    tool: email
                """;
        owners.contracts.apply(Samples.contractWith(channel, channel.repeat(6000)));
        AuditRecord file = owners.held(Samples.KEY, "too big");

        owners.telling.tell(file.oid());

        assertThat(owners.only().text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_BYTES);
        assertThat(owners.only().text())
                .contains("  channel example-mail (email)\n")
                .doesNotContain("orders@example.org");
    }

    /// As it is printed, a command works where the file is.
    @Test
    void namesTheStackInEachCommand() {
        try (var deployed = new Owners(Commands.of("prod", "eu-west-1"))) {
            AuditRecord file = deployed.held(Samples.KEY, "too big");
            deployed.telling.tell(file.oid());

            assertThat(deployed.only().text())
                    .contains("./millrace --stack prod --region eu-west-1 release " + file.oid() + "\n")
                    .contains("./millrace --stack prod --region eu-west-1 show " + file.oid() + "\n")
                    .doesNotContain("millrace release")
                    .doesNotContain("millrace show");
        }
    }

    @Test
    void namesChannelsWithoutTheirUrlsAndSaysWhoGetsTheNotice() {
        owners.contracts.apply(Samples.contractWith(
                "    url: mailto:orders@example.org\n", "    url: https://hooks.slack.com/services/T0/B0/s3cr3t\n"));
        AuditRecord file = owners.held(Samples.KEY, "too big");

        owners.telling.tell(file.oid());

        assertThat(owners.only().text())
                .contains("  channel example-mail (email)\n", "goes to the stack's address (NoticeEmail)")
                .doesNotContain("s3cr3t", "hooks.slack.com");
    }

    private void assertReads(String golden) {
        try (InputStream expected = WhatOwnersReadTest.class.getResourceAsStream("/notices/" + golden)) {
            assertThat(owners.only().text())
                    .isEqualTo(
                            expected == null
                                    ? "no such file"
                                    : new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
