package dev.millrace.notifyowners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {
    /// H110.
    @ParameterizedTest
    @CsvSource({"größe.csv refused, gr??e.csv refused", "😀 waits, ? waits", "a~b {}, a~b {}"})
    void hasAnAsciiSubject(String subject, String sent) {
        assertThat(subject(subject)).isEqualTo(sent);
    }

    /// H110.
    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nBcc: x@example.org", "a\tb", "a\u0000b", "a\u007Fb", "a\u2028b"})
    void hasASubjectOfOneLine(String subject) {
        assertThat(subject(subject)).matches("[ -~]+");
    }

    /// H110.
    @ParameterizedTest
    @ValueSource(ints = {1, 98, 99})
    void keepsASubjectThatFits(int length) {
        assertThat(subject("x".repeat(length))).hasSize(length).doesNotEndWith("...");
    }

    /// H110.
    @ParameterizedTest
    @ValueSource(ints = {100, 101, 5000})
    void cutsASubjectThatDoesNot(int length) {
        assertThat(subject("x".repeat(length))).hasSize(99).endsWith("x...");
    }

    @Test
    void countsACharacterBeyondTheBasicPlaneOnce() {
        assertThat(subject("😀".repeat(99))).isEqualTo("?".repeat(99));
    }

    private static String subject(String subject) {
        return new Notice(Notice.Kind.HELD, "airports", subject, "text").subject();
    }
}
