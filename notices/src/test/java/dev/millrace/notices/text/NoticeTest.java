package dev.millrace.notices.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.NoticeKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {
    @Tag("H110")
    @ParameterizedTest
    @CsvSource({"größe.csv refused, gr??e.csv refused", "😀 waits, ? waits", "a~b {}, a~b {}"})
    void hasAnAsciiSubject(String subject, String sent) {
        assertThat(subject(subject)).isEqualTo(sent);
    }

    @Tag("H110")
    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nBcc: x@example.org", "a\tb", "a\u0000b", "a\u007Fb", "a\u2028b"})
    void hasASubjectOfOneLine(String subject) {
        assertThat(subject(subject)).matches("[ -~]+");
    }

    @Tag("H110")
    @ParameterizedTest
    @ValueSource(ints = {1, 98, 99})
    void keepsASubjectThatFits(int length) {
        assertThat(subject("x".repeat(length))).hasSize(length).doesNotEndWith("...");
    }

    @Tag("H110")
    @ParameterizedTest
    @ValueSource(ints = {100, 101, 5000})
    void cutsASubjectThatDoesNot(int length) {
        assertThat(subject("x".repeat(length))).hasSize(99).endsWith("x...");
    }

    /// SNS takes no empty subject, and none that begins with a space.
    @Tag("H110")
    @ParameterizedTest
    @CsvSource({"'', Millrace", "'  ', Millrace", "' key', key"})
    void hasASubjectThatBeginsWithSomething(String subject, String sent) {
        assertThat(subject(subject)).isEqualTo(sent);
    }

    @Test
    void countsACharacterBeyondTheBasicPlaneOnce() {
        assertThat(subject("😀".repeat(99))).isEqualTo("?".repeat(99));
    }

    /// SNS takes 256 KB, attributes included.
    @Tag("H111")
    @ParameterizedTest
    @ValueSource(ints = {262_144, 262_145, 5_000_000})
    void cutsATextThatDoesNotFitIntoAMessage(int bytes) {
        String text = new Notice(NoticeKind.HELD, "airports", "subject", "x".repeat(bytes)).text();

        assertThat(text).hasSize(Notice.MAX_BYTES).endsWith("x\n\n(The rest does not fit into a message.)\n");
    }

    @Tag("H111")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void cutsATextBetweenCharacters(int offset) {
        String text =
                new Notice(NoticeKind.HELD, "airports", "subject", "x".repeat(offset) + "😀".repeat(100_000)).text();

        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(Notice.MAX_BYTES - 3, Notice.MAX_BYTES);
        assertThat(text).contains("😀\n\n(The rest").doesNotContain("\uFFFD");
    }

    @Test
    void keepsATextThatFits() {
        String text = "x".repeat(Notice.MAX_BYTES);

        assertThat(new Notice(NoticeKind.HELD, "airports", "subject", text).text())
                .isEqualTo(text);
    }

    private static String subject(String subject) {
        return new Notice(NoticeKind.HELD, "airports", subject, "text").subject();
    }
}
