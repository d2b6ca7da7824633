package dev.millrace.contract;

import dev.millrace.contract.EcmaPattern.Search;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Searches for one expression in many texts; for one thread.
///
/// After some texts it makes an automaton, where the expression has one. In ASCII texts that finds what the JDK's
/// engine finds, in one look at each byte, and needs not give up.
public final class EcmaSearch {
    /// How many texts an automaton is not worth its making for.
    private static final int FEW = 200;

    private final EcmaPattern pattern;
    private @Nullable AsciiAutomaton automaton;
    private int searches;

    EcmaSearch(EcmaPattern pattern) {
        this.pattern = pattern;
    }

    /// Searches in a text, valid UTF-8 from `start` to `end` (excluded).
    public Search search(byte[] bytes, int start, int end) {
        if (searches < FEW && ++searches == FEW) {
            automaton = AsciiAutomaton.of(pattern.text()).orElse(null);
        }
        AsciiAutomaton fast = automaton;
        Optional<Search> found = fast == null ? Optional.empty() : fast.search(bytes, start, end);
        return found.isPresent()
                ? found.get()
                : pattern.search(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    }

    /// The expression as it was written.
    public String text() {
        return pattern.text();
    }
}
