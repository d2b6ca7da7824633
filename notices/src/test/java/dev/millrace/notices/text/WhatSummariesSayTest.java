package dev.millrace.notices.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.NoticeKind;
import dev.millrace.audit.incidents.Incident;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.flow.commands.Commands;
import dev.millrace.formats.Formats;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatSummariesSayTest {
    private static final Instant NOW = SettableClock.START;
    private static final List<String> KEYS = List.of("events/orders/a.csv", "events/orders/b.csv");

    private final SummaryText text = new SummaryText(Commands.AT_HOME, Duration.ofMinutes(60));

    @ParameterizedTest
    @CsvSource({
        "REJECTED, type, 412, summary-rejected.txt",
        "HELD, The-file-is-archived, 412, summary-held.txt",
        "FAILED, ServiceFault, 412, summary-failed.txt",
        "FAILED, unfinished-ServiceFault, 2, summary-unfinished.txt",
    })
    void nameTheFilesTheReasonAndWhatToDoWithAllOfThem(NoticeKind kind, String reasonClass, long files, String golden) {
        Notice notice = summary(kind, reasonClass, files);

        assertThat(notice.kind()).isEqualTo(kind);
        assertThat(notice.dataset()).isEqualTo("event_orders");
        assertThat(notice.text()).isEqualTo(read(golden));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    REJECTED | type                    | 2       | Millrace: 2 more files of event_orders refused: line 3: amount: wrong
                    REJECTED | type                    | 1234567 | Millrace: 1,234,567 more files of event_orders refused: line 3: amount: wrong
                    HELD     | The-file-is-archived    | 1       | Millrace: 1 more file of event_orders waits: line 3: amount: wrong
                    HELD     | The-file-is-archived    | 2       | Millrace: 2 more files of event_orders wait: line 3: amount: wrong
                    FAILED   | ServiceFault            | 2       | Millrace: 2 more files of event_orders FAILED: line 3: amount: wrong
                    FAILED   | unfinished-ServiceFault | 2       | Millrace: 2 more files of event_orders not finished: line 3: amount: wrong
                    """)
    void haveTheNumberOfFilesInTheirSubject(NoticeKind kind, String reasonClass, long files, String subject) {
        assertThat(summary(kind, reasonClass, files).subject()).isEqualTo(subject);
    }

    /// The one who reads it the next morning must still find them.
    @ParameterizedTest
    @CsvSource({"PT1H, 1d", "PT12H, 1d", "PT12H1S, 2d", "PT36H, 2d", "PT720H, 31d"})
    void listTheFilesSinceTheFirstOfThem(Duration age, String since) {
        Incident incident = incident(NoticeKind.FAILED, "ServiceFault", 2, NOW.minus(age), KEYS, "reason");

        assertThat(text.of(incident, Optional.empty(), NOW).text())
                .contains("millrace ls --dataset event_orders --state failed --since " + since + "\n")
                .contains("millrace replay --dataset event_orders --state FAILED --since " + since + "\n");
    }

    @ParameterizedTest
    @Tag("H023")
    @Tag("H024")
    @Tag("H027")
    @Tag("H028")
    @ValueSource(
            strings = {
                "a\r\nBcc: x@example.org\r\n\r\nHello.csv",
                "a\u0000\u0007\u001B[31mred.csv",
                "a\u202Ecsv.exe",
                "a\u200Bb.csv",
                "a\u2028b.csv",
                "$(id)\n`id`"
            })
    void showHostileKeysInertAndOnOneLine(String hostile) {
        Incident incident = incident(NoticeKind.REJECTED, "type", 1, NOW, List.of(hostile), hostile);

        Notice notice = text.of(incident, Optional.empty(), NOW);

        assertThat(notice.subject()).matches("[ -~]{1,99}");
        assertThat(notice.text().codePoints().filter(c -> c != '\n'))
                .allSatisfy(c -> assertThat(Character.getType(c))
                        .isNotIn((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR));
        assertThat(notice.text().lines())
                .noneMatch(l -> l.startsWith("Bcc") || l.startsWith("Hello") || l.startsWith("`"));
    }

    @Test
    @Tag("H110")
    @Tag("H111")
    void fitIntoAMessageHoweverLongTheKeys() {
        String wide = "\u202E".repeat(340);
        Incident incident =
                incident(NoticeKind.REJECTED, "type", 10_000, NOW, Collections.nCopies(10, wide), "😀".repeat(500));

        Notice notice = text.of(incident, Optional.empty(), NOW);

        assertThat(notice.subject()).hasSize(99);
        assertThat(notice.text()).hasSizeLessThan(10_000).contains("\n  and 9,990 more\n");
    }

    private Notice summary(NoticeKind kind, String reasonClass, long files) {
        Incident incident =
                incident(kind, reasonClass, files, NOW.minus(Duration.ofMinutes(50)), KEYS, "line 3: amount: wrong");
        return text.of(incident, Optional.of(contract()), NOW);
    }

    private static DataContract contract() {
        return ((ParsedContract.Accepted) Formats.contract(Samples.contract())).contract();
    }

    private static Incident incident(
            NoticeKind kind, String reasonClass, long files, Instant from, List<String> keys, String reason) {
        var id = new Incident.Id("event_orders", kind, reasonClass);
        return new Incident(id, reason, false, files, from, from.plusSeconds(60), keys, 3);
    }

    private static String read(String golden) {
        try (InputStream expected = WhatSummariesSayTest.class.getResourceAsStream("/notices/" + golden)) {
            return expected == null ? "no such file" : new String(expected.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
