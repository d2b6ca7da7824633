package dev.millrace.contract.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.patterns.EcmaPattern.Search;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiAutomatonTest {
    private static final List<String> ATOMS = List.of(
            "a",
            "b",
            "-",
            ".",
            "^",
            "$",
            "\\d",
            "\\D",
            "\\w",
            "\\W",
            "\\s",
            "\\S",
            "\\n",
            "\\.",
            "\\x61",
            "\\u0062",
            "\\u00e9",
            "é",
            "[ab]",
            "[^a]",
            "[a-z]",
            "[^a-z0-9]",
            "[]",
            "[^]",
            "[\\d-]",
            "[-a]",
            "[\\b]",
            "[a\\-z]",
            "[\\]x]",
            "[a&&b]",
            "[é-ü]",
            "]",
            "}",
            "\\\\",
            "(?:)",
            "()");
    private static final List<String> QUANTIFIERS =
            List.of("", "", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "{2,3}", "*?", "+?", "??");

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> repeated = Combinators.combine(Arbitraries.of(ATOMS), Arbitraries.of(QUANTIFIERS))
                .as(String::concat);
        Arbitrary<String> chain = repeated.list().ofMaxSize(4).map(parts -> String.join("", parts));
        Arbitrary<String> choice = chain.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("|", parts));
        Arbitrary<String> group = Combinators.combine(Arbitraries.of("(", "(?:"), choice, Arbitraries.of(QUANTIFIERS))
                .as((open, inner, quantifier) -> open + inner + ")" + quantifier);
        return Arbitraries.oneOf(chain, group).list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("aabbcz019-_.&x]}\\ \n\r\tZ").ofMaxLength(8);
    }

    @Property(tries = 3_000)
    void findsWhatTheJdkFinds(
            @ForAll @From("patterns") String pattern, @ForAll @Size(10) List<@From("texts") String> texts) {
        Optional<AsciiAutomaton> automaton = AsciiAutomaton.of(pattern);
        Assume.that(automaton.isPresent());
        EcmaPattern slow = EcmaPattern.of(pattern);
        for (String text : texts) {
            byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.US_ASCII);
            Search expected = slow.search(text);
            if (expected != Search.GAVE_UP) {
                assertThat(automaton.get().search(bytes, 1, bytes.length - 1))
                        .as("%s in [%s]", pattern, text)
                        .contains(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[A-Z]{2,3}-[0-9]{4}$",
                "^(new|paid|packed)$",
                "^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$",
                "^\\+?[0-9 ]{5,20}$",
                "^[^\\s]+$",
                ""
            })
    void hasUsualPatterns(String pattern) {
        assertThat(AsciiAutomaton.of(pattern)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^a(?=b)",
                "\\bword\\b",
                "a{999999}",
                "((){999999}){999999}",
                "(a|b)*a(a|b){12}",
                "a*a*a*a*a*b",
                "[\\w-z]"
            })
    void leavesToTheJdkWhatHasNoSmallAutomaton(String pattern) {
        assertThat(AsciiAutomaton.of(pattern)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"^é$, é, FOUND", "^.$, 😀, FOUND", "^[a-z]+$, aé, MISSING", "^[a-z]+$, Aé, MISSING", "^a, aé, FOUND"})
    void textsBeyondAsciiAreSearchedToo(String pattern, String text, Search expected) {
        EcmaSearch search = EcmaPattern.of(pattern).searcher();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1_000; i++) {
            assertThat(search.search(bytes, 0, bytes.length)).isEqualTo(expected);
        }
    }

    @Test
    void findsTheSameInTheFirstTextAndInTheThousandth() {
        EcmaSearch search = EcmaPattern.of("^(?:a+)+$").searcher();
        // The JDK's engine gives up on it.
        byte[] bytes = ("a".repeat(2_000) + "!").getBytes(StandardCharsets.US_ASCII);
        assertThat(EcmaPattern.of("^(?:a+)+$").search(new String(bytes, StandardCharsets.US_ASCII)))
                .isEqualTo(Search.GAVE_UP);
        for (int i = 0; i < 1_000; i++) {
            assertThat(search.search(bytes, 0, bytes.length)).isEqualTo(Search.MISSING);
            assertThat(search.search(bytes, 0, bytes.length - 1)).isEqualTo(Search.FOUND);
        }
    }
}
