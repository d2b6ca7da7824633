package dev.millrace.notifyowners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.Move;
import dev.millrace.common.dispatch.Fault;
import dev.millrace.common.failed.FindingsReport;
import dev.millrace.common.failed.FindingsReport.Count;
import dev.millrace.common.failed.FindingsReport.Line;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatOwnersReadTest {
    /// What SNS takes, in bytes, less what its envelope and attributes need.
    private static final int MAX_BYTES = 250 * 1024;

    private static final Fault FAULT =
            new Fault("dev.millrace.common.dispatch.ServiceFault", "{\"errorMessage\":\"S3 is down\"}");
    private static final FindingsReport TWO_FINDINGS = Told.report(
            2,
            List.of(new Count("type", "ordered_on", 1), new Count("type", "amount", 1)),
            List.of(
                    new Line("type", 3, "ordered_on", "2026-02-30", "must be a date such as 2026-11-21"),
                    new Line("column-count", 4, null, null, "the record has 3 fields; it must have 4")));

    private final Told told = new Told();

    @AfterEach
    void close() {
        told.close();
    }

    @Test
    void saysOfARefusedFileWhatIsWrongAndWhereItIsNow() {
        AuditRecord file = told.rejected(
                told.claimed(told.recorded(Samples.KEY)),
                told.pin(),
                TWO_FINDINGS,
                "line 3: ordered_on: must be a date");

        told.telling.rejected(file.oid());

        assertThat(told.only().subject())
                .isEqualTo("Millrace: 2026-11-21.csv refused: 2 findings, first: line 3: ordered_on: must be a date");
        assertReads("rejected.txt");
    }

    @Test
    void saysOfAFileWithThousandsOfFindingsHowManyOfEachKind() {
        FindingsReport many = Told.report(
                12345,
                List.of(new Count("type", "ordered_on", 12000), new Count("column-count", null, 345)),
                IntStream.rangeClosed(1, 100)
                        .mapToObj(i -> new Line("type", i, "ordered_on", "x", "must be a date"))
                        .toList());
        AuditRecord file =
                told.rejected(told.claimed(told.recorded(Samples.KEY)), told.pin(), many, "line 1: must be a date");

        told.telling.rejected(file.oid());

        assertReads("rejected-many.txt");
    }

    @Test
    void saysOfAFileThatNoContractMatchesWhatToDo() {
        FindingsReport report = Told.report(
                1,
                List.of(new Count("no-contract", null, 1)),
                List.of(new Line("no-contract", 0, null, null, "No contract")));
        AuditRecord file = told.rejected(told.unmatched("elsewhere/a.csv"), null, report, "No contract");

        told.telling.rejected(file.oid());

        assertReads("unmatched.txt");
    }

    @Test
    void saysOfAHeldFileWhyItWaitsAndWhoseItIs() {
        AuditRecord file = told.moved(told.claimed(told.recorded(Samples.KEY)), new Move.Held("The file is too big"));

        told.telling.held(file.oid());

        assertThat(told.only().subject()).isEqualTo("Millrace: 2026-11-21.csv waits");
        assertReads("held.txt");
    }

    @Test
    void saysOfAFailedFileThatItIsNotTheFilesFault() {
        AuditRecord file = told.moved(told.claimed(told.recorded(Samples.KEY)), new Move.Failed("S3 is down"));

        told.telling.failed(file.oid(), FAULT);

        assertThat(told.only().subject()).isEqualTo("Millrace: 2026-11-21.csv FAILED: ServiceFault: S3 is down");
        assertReads("failed.txt");
    }

    @Test
    void saysOfARefusedFileThatCouldNotBeMovedWhereItStillIs() {
        AuditRecord file = told.moved(
                told.claimed(told.recorded(Samples.KEY)),
                new Move.Refused("line 3", 1, "x.findings.json", null, told.pin()));

        told.telling.failed(file.oid(), FAULT);

        assertReads("not-moved.txt");
    }

    @Test
    void saysWhenTheBytesHadVanishedAndTheReportWasRemoved() {
        AuditRecord claimed = told.claimed(told.recorded(Samples.KEY));
        told.moved(claimed, new Move.Refused("line 3: wrong", 1, "removed.findings.json", null, told.pin()));
        AuditRecord file = told.moved(claimed, new Move.SetAside(null));

        told.telling.rejected(file.oid());

        assertThat(told.only().text())
                .contains("\nWhat is wrong\n  line 3: wrong\n")
                .contains("Its bytes had been deleted from the landing bucket");
    }

    /// H023, H024, H027, H116.
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
        FindingsReport report = Told.report(
                1,
                List.of(new Count("header", name, 1)),
                List.of(new Line("header", 1, name, name, "unknown: " + name)));
        AuditRecord file = told.rejected(told.claimed(told.recorded(hostile)), told.pin(), report, name);

        told.telling.rejected(file.oid());

        Notice notice = told.only();
        assertThat(notice.subject()).matches("[ -~]{1,99}");
        assertThat(notice.text().codePoints().filter(c -> c != '\n'))
                .allSatisfy(c -> assertThat(Character.getType(c))
                        .isNotIn((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR));
        assertThat(notice.text().lines().filter(l -> l.startsWith("Bcc") || l.startsWith("Hello")))
                .isEmpty();
    }

    /// H110.
    @ParameterizedTest
    @ValueSource(strings = {"/", "😀", "events/orders/", " "})
    void hasASubjectHoweverOddTheKey(String key) {
        AuditRecord file = told.moved(told.claimed(told.recorded(key)), new Move.Held("too big"));

        told.telling.held(file.oid());

        assertThat(told.only().subject()).startsWith("Millrace: ").endsWith(" waits");
    }

    /// H111: SNS refuses more than 256 KB, and then nobody would hear of the file.
    @Test
    void fitsIntoAMessageHoweverMuchIsWrong() {
        String wide = "😀".repeat(200);
        FindingsReport huge = Told.report(
                1_000_000_000,
                IntStream.range(0, 4000)
                        .mapToObj(i -> new Count("type", i + wide, 250_000))
                        .toList(),
                Collections.nCopies(100, new Line("type", 1, wide, wide, wide)));
        AuditRecord file = told.rejected(told.claimed(told.recorded(Samples.KEY)), told.pin(), huge, wide);

        told.telling.rejected(file.oid());

        assertThat(told.only().text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_BYTES);
    }

    /// H111.
    @Test
    void fitsIntoAMessageHoweverManyOwnersThereAre() {
        String channel = """
                  - channel: example-mail
                    url: mailto:orders@example.org
                    tool: email
                """;
        told.contracts.apply(Samples.contractWith(channel, channel.repeat(6000)));
        AuditRecord file = told.moved(told.claimed(told.recorded(Samples.KEY)), new Move.Held("too big"));

        told.telling.held(file.oid());

        assertThat(told.only().text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_BYTES);
        assertThat(told.only().text()).contains("orders@example.org");
    }

    private void assertReads(String golden) {
        try (InputStream expected = WhatOwnersReadTest.class.getResourceAsStream("/notices/" + golden)) {
            assertThat(told.only().text())
                    .isEqualTo(
                            expected == null
                                    ? "no such file"
                                    : new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
