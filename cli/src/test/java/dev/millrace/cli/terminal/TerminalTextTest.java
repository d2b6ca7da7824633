package dev.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("H156")
class TerminalTextTest {
    @ParameterizedTest
    @CsvSource({
        "a␛[31mb, a\\u001B[31mb",
        "␇, \\u0007",
        "a␍b, a\\u000Db",
        "a␍␊b, a␍␊b",
        "a⇥b␊c, a⇥b␊c",
        "ä€😀, ä€😀",
        "a\u202Eb, a\\u202Eb",
        "a\u009Bb, a\\u009Bb"
    })
    void escapesWhatMovesATerminalAndNothingElse(String text, String shown) {
        assertThat(TerminalText.of(real(text))).isEqualTo(real(shown));
    }

    private static String real(String visible) {
        return visible.replace('␛', '\u001B')
                .replace('␇', '\u0007')
                .replace('␍', '\r')
                .replace('␊', '\n')
                .replace('⇥', '\t');
    }
}
