package dev.millrace.contract.patterns;

import dev.millrace.contract.patterns.EcmaPattern.Search;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Searches for one expression in many texts; for one thread.
///
/// Where the expression has an automaton, each ASCII text is searched by it, in one look at each byte and without
/// giving up; all other texts by the JDK's engine. So the answer depends on the text alone, not on how many came
/// before.
public final class EcmaSearch {
    private final EcmaPattern pattern;
    private final @Nullable AsciiAutomaton automaton;

    EcmaSearch(EcmaPattern pattern, @Nullable AsciiAutomaton automaton) {
        this.pattern = pattern;
        this.automaton = automaton;
    }

    /// Searches in a text, valid UTF-8 from `start` to `end` (excluded).
    public Search search(byte[] bytes, int start, int end) {
        Optional<Search> found = automaton == null ? Optional.empty() : automaton.search(bytes, start, end);
        return found.isPresent()
                ? found.get()
                : pattern.search(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    }

    /// The expression as it was written.
    public String text() {
        return pattern.text();
    }
}
