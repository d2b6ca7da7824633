package dev.millrace.contract.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a/*.csv    | a/x.csv        | true
                    a/*.csv    | a/.csv         | true
                    a/*.csv    | a/b/x.csv      | false
                    a/*.csv    | b/a/x.csv      | false
                    a/*.csv    | a/x.CSV        | false
                    a/*.csv    | a/x.csv.gz     | false
                    a/**.csv   | a/b/c/x.csv    | true
                    a/**       | a/             | true
                    a/**/b     | a/b            | false
                    a/**/b     | a//b           | true
                    a/**/b     | a/x/y/b        | true
                    **         | a/b            | true
                    *          | a/b            | false
                    *          | ../etc         | false
                    ?          | a              | true
                    ?          | /              | false
                    ?          | 😀             | true
                    a?c        | ac             | false
                    a.c        | abc            | false
                    a+(b)$     | a+(b)$         | true
                    ***        | a/b            | true
                    é          | e\u0301        | false
                    """)
    void matches(String glob, String key, boolean expected) {
        assertThat(KeyPattern.of(glob).matches(key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a[b]", "{a,b}", "a\\*", "\uD800"})
    void refusesWhatIsNotSupported(String glob) {
        assertThatThrownBy(() -> KeyPattern.of(glob)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreThan1024Characters() {
        assertThat(KeyPattern.of("a".repeat(1024)).matches("a".repeat(1024))).isTrue();
        assertThatThrownBy(() -> KeyPattern.of("a".repeat(1025))).hasMessageContaining("1,024");
    }

    @Test
    void needsNoLongTimeForManyStars() {
        KeyPattern pattern = KeyPattern.of("*a".repeat(512));
        assertThat(pattern.matches("a".repeat(1023) + "b")).isFalse();
        assertThat(pattern.commonKey(KeyPattern.of("a*".repeat(512)))).isPresent();
    }

    /// Two contracts that could both match an object cannot both be applied.
    @Tag("H033")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a/*.csv | a/*.csv   | a/.csv
                    a/*.csv | **/b*.csv | a/b.csv
                    a/*     | b/*       |
                    *.csv   | a/**      |
                    *.csv   | *.tsv     |
                    **      | *         | x
                    a?      | ?b        | ab
                    x/*/y   | x/**z     |
                    """)
    void findsAKeyThatTwoPatternsShare(String one, String other, String key) {
        assertThat(KeyPattern.of(one).commonKey(KeyPattern.of(other))).isEqualTo(Optional.ofNullable(key));
    }

    @Property(tries = 2_000)
    void aCommonKeyMatchesBothPatterns(@ForAll("globs") String one, @ForAll("globs") String other) {
        KeyPattern left = KeyPattern.of(one);
        KeyPattern right = KeyPattern.of(other);
        left.commonKey(right)
                .ifPresent(key -> assertThat(left.matches(key) && right.matches(key))
                        .as(key)
                        .isTrue());
        assertThat(left.commonKey(right).isPresent())
                .isEqualTo(right.commonKey(left).isPresent());
    }

    @Property(tries = 2_000)
    void patternsThatMatchTheSameKeyHaveACommonKey(
            @ForAll("globs") String one, @ForAll("globs") String other, @ForAll("keys") String key) {
        KeyPattern left = KeyPattern.of(one);
        KeyPattern right = KeyPattern.of(other);
        if (left.matches(key) && right.matches(key)) {
            assertThat(left.commonKey(right)).isPresent();
        }
    }

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.strings().withChars("ab/**?").ofMinLength(1).ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings().withChars("ab/").ofMinLength(1).ofMaxLength(5);
    }
}
