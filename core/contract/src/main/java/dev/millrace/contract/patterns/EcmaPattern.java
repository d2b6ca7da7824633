package dev.millrace.contract.patterns;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A regular expression of ECMAScript 5.1, as ODCS has them, that never runs for ever.
///
/// As in JSON Schema it is searched for anywhere in the text, unless anchored with `^` and `$`, and characters are
/// code points. It is translated for the JDK's engine; what means something else there, or nothing in ECMAScript
/// 5.1, is refused: backreferences, lookbehind, named groups, inline flags, possessive quantifiers, `\p`. So is a
/// group with an edge or a lookahead in it that is repeated too often to be written out.
///
/// The search gives up after a number of steps that depends on the text's length alone. It also gives up when a
/// repeated group takes all of the thread's stack, which for texts of thousands of characters may differ from one
/// machine to another.
public final class EcmaPattern {
    /// The longest expression in characters.
    public static final int LONGEST = 1_000;

    private final String text;
    private final Pattern pattern;
    private @Nullable AsciiAutomaton automaton;
    private boolean hasLooked;

    private EcmaPattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /// What a search ends in.
    public enum Search {
        FOUND,
        MISSING,
        /// It would take too many steps to tell.
        GAVE_UP
    }

    /// The expression that `text` spells.
    ///
    /// @throws IllegalArgumentException if it is none; the message says what to do
    public static EcmaPattern of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a pattern has at most %,d characters".formatted(LONGEST));
        }
        return new EcmaPattern(text, new EcmaTranslator(text).translate());
    }

    /// Searches for the expression in `value`.
    public Search search(String value) {
        Matcher matcher = pattern.matcher(new CountedText(value));
        try {
            return matcher.find() ? Search.FOUND : Search.MISSING;
        } catch (CountedText.TooManySteps | StackOverflowError tooMuch) {
            // The JDK's engine recurses for each turn of a repeated group.
            return Search.GAVE_UP;
        }
    }

    /// A search for the expression in many texts.
    public EcmaSearch searcher() {
        return new EcmaSearch(this, automaton());
    }

    /// Made once, and not before somebody searches: it takes milliseconds, and most who read a contract search for
    /// nothing.
    private synchronized @Nullable AsciiAutomaton automaton() {
        if (!hasLooked) {
            automaton = AsciiAutomaton.of(text).orElse(null);
            hasLooked = true;
        }
        return automaton;
    }

    /// The expression as it was written.
    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EcmaPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
