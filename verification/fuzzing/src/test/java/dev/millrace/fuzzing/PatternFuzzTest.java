package dev.millrace.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.patterns.EcmaPattern;
import dev.millrace.contract.patterns.EcmaPattern.Search;
import dev.millrace.contract.patterns.EcmaSearch;
import java.nio.charset.StandardCharsets;

/// A regular expression and, after a line feed, a text.
class PatternFuzzTest {
    private static final int ENOUGH_FOR_AN_AUTOMATON = 201;

    @FuzzTest(maxDuration = "1m")
    void isFoundAlikeInEveryWay(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        EcmaPattern pattern;
        try {
            pattern = EcmaPattern.of(parts[0]);
        } catch (IllegalArgumentException refused) {
            return;
        }
        EcmaSearch searcher = pattern.searcher();
        for (int i = 0; i < ENOUGH_FOR_AN_AUTOMATON; i++) {
            searcher.search(new byte[0], 0, 0);
        }
        String text = parts[parts.length - 1];
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Search found = pattern.search(text);
        // An automaton never gives up.
        assertThat(searcher.search(bytes, 0, bytes.length) == found || found == Search.GAVE_UP)
                .isTrue();
    }
}
