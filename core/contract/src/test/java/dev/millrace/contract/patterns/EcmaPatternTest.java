package dev.millrace.contract.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.patterns.EcmaPattern.Search;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    b          ; abc       ; true
                    ^b         ; abc       ; false
                    ^a.c$      ; abc       ; true
                    ^.$        ; 😀        ; true
                    ^\\w+$     ; é         ; false
                    ^\\d$      ; ٣         ; false
                    \\bb       ; a b       ; true
                    \\bb       ; éb        ; true
                    \\Bb       ; ab        ; true
                    ^[[]$      ; [         ; true
                    ^[a&&b]+$  ; a&b       ; true
                    ^[^]$      ; x         ; true
                    []         ; x         ; false
                    ^[a-c^]$   ; ^         ; true
                    ^[\\]x]$   ; ]         ; true
                    ^a{2,3}$   ; aaa       ; true
                    ^a{2}$     ; aaa       ; false
                    ^(?:a|b)c? ; b         ; true
                    ^a(?=b)    ; ab        ; true
                    ^a(?!b)    ; ab        ; false
                    ^a+?$      ; aa        ; true
                    ^\\x41\\u0042$ ; AB    ; true
                    ^a\\/b$    ; a/b       ; true
                    ^]}$       ; ]}        ; true
                    ^\\{\\$\\.$ ; {$.      ; true
                    (-|^){2}a  ; -a        ; true
                    (-|^){2}a  ; b-a       ; false
                    (-|^){3,}a ; --a       ; true
                    (-|^){2,3}a$ ; --a     ; true
                    ^(-|^){2,3}a$ ; ----a  ; false
                    ^(?:(?:-|(?=-)){2}a){2} ; -a-a ; true
                    (?:\\b|a){2}b ;  ab   ; true
                    (?:^|-){2}?a ; -a      ; true
                    """)
    void meansWhatEcmaScriptSays(String pattern, String text, boolean found) {
        assertThat(EcmaPattern.of(pattern).search(text)).isEqualTo(found ? Search.FOUND : Search.MISSING);
    }

    @Test
    void theEndIsTheEndAndNotTheLastLineBreak() {
        assertThat(EcmaPattern.of("a$").search("a\n")).isEqualTo(Search.MISSING);
    }

    @Test
    void spacesAreAllThatUnicodeHas() {
        assertThat(EcmaPattern.of("^\\s+$").search("\u00A0\u2003\uFEFF\t\u2028"))
                .isEqualTo(Search.FOUND);
        assertThat(EcmaPattern.of("^[\\s]$").search("\u00A0")).isEqualTo(Search.FOUND);
        assertThat(EcmaPattern.of("^[\\S]$").search("\u00A0")).isEqualTo(Search.MISSING);
        assertThat(EcmaPattern.of("^\\v$").search("\n")).isEqualTo(Search.MISSING);
    }

    @Test
    void aPointIsNoLineBreakButNextLineIsNone() {
        assertThat(EcmaPattern.of("^.$").search("\u0085")).isEqualTo(Search.FOUND);
        assertThat(EcmaPattern.of("^.$").search("\u2028")).isEqualTo(Search.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a)\\1", "(?<n>a)", "(?<=a)b", "(?i)a", "a++", "a*+", "a{2}+", "\\p{L}", "\\Qa\\E", "\\A", "\\z",
                "\\h", "\\R", "a{,2}", "a{", "{", "(a", "a)", "[a", "\\", "*a", "\\xZZ", "\\u{41}", "\\u12", "\\01",
                "[b-a]", "\\c1", "[\\B]"
            })
    void refusesWhatMeansSomethingElseInJava(String pattern) {
        assertThatThrownBy(() -> EcmaPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesCountsFromMoreToLess() {
        assertThatThrownBy(() -> EcmaPattern.of("(?:^|a){3,2}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void repeatsOftenWhatMayTakeNothing() {
        EcmaPattern pattern = EcmaPattern.of("^(?:^|a){1000}$");
        assertThat(pattern.search("a".repeat(1_000))).isEqualTo(Search.FOUND);
        assertThat(pattern.search("a".repeat(1_001))).isEqualTo(Search.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?:^|a){999999}", "(?:(?:^|a){99}){99}", "(?:\\b|a){200,}"})
    void refusesWhatIsTooLongWhenItIsWrittenOut(String pattern) {
        assertThatThrownBy(() -> EcmaPattern.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too often");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^x*x*x*x*x*x*y", "^(x|x|x)*?(x|x|x)*?(x|x|x)*?y$", "^(?:x(?:x|x))*y"})
    void givesUpInsteadOfRunningForEver(String pattern) {
        assertThat(EcmaPattern.of(pattern).search("x".repeat(3_001))).isNotEqualTo(Search.FOUND);
        assertThat(EcmaPattern.of(pattern).search("x".repeat(1_000_000))).isEqualTo(Search.GAVE_UP);
    }

    @Test
    void readsLongTextsWithSimplePatterns() {
        assertThat(EcmaPattern.of("^[a-z]*y$").search("x".repeat(1_000_000) + "y"))
                .isEqualTo(Search.FOUND);
    }
}
