package dev.millrace.contract.patterns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Writes an ECMAScript 5.1 regular expression in the JDK's syntax, so that it means the same on every release.
final class EcmaTranslator {
    private static final String SPACES =
            "\\t\\n\\x0B\\f\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";
    private static final String WORD = "[a-zA-Z0-9_]";
    private static final String BOUNDARY = "(?:(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s))".formatted(WORD);
    private static final String NO_BOUNDARY = "(?:(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s))".formatted(WORD);

    /// The longest that an expression becomes by writing groups out, in characters.
    private static final int LONGEST = 10_000;

    private final String source;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Group> open = new ArrayDeque<>();
    private @Nullable Group closed;
    private int at;

    EcmaTranslator(String source) {
        this.source = source;
        open.push(new Group(0));
    }

    private static final class Group {
        private final int begin;

        /// Whether it has a lookahead, an edge of the text or of a word in it.
        private boolean asserts;

        Group(int begin) {
            this.begin = begin;
        }
    }

    Pattern translate() {
        while (at < source.length()) {
            char c = source.charAt(at++);
            Group repeated = closed;
            closed = null;
            switch (c) {
                case '\\' -> escape(false);
                case '[' -> characterClass();
                case '(' -> group();
                case ')' -> endOfGroup();
                case '.' -> out.append("[^\\n\\r\\u2028\\u2029]");
                case '^' -> out.append(assertion("^"));
                case '$' -> out.append(assertion("\\z"));
                case '*', '+', '?' -> quantifier(String.valueOf(c));
                case '{' ->
                    quantifier(repeated != null && repeated.asserts ? writtenOut(repeated, counts()) : counts());
                case ']', '}' -> out.append('\\').append(c);
                default -> out.append(c);
            }
        }
        return compiled();
    }

    private Pattern compiled() {
        try {
            return Pattern.compile(out.toString());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern is not a regular expression: %s".formatted(e.getDescription()), e);
        }
    }

    private boolean sees(String text) {
        return source.startsWith(text, at);
    }

    private void group() {
        if (sees("?") && !sees("?:") && !sees("?=") && !sees("?!")) {
            throw new IllegalArgumentException(
                    "of groups that begin with '(?' a pattern may have (?:, (?= and (?! only");
        }
        open.push(new Group(out.length()));
        out.append('(');
        if (sees("?")) {
            out.append(sees("?:") ? "?:" : assertion(source.substring(at, at + 2)));
            at += 2;
        }
    }

    private void endOfGroup() {
        out.append(')');
        if (open.size() == 1) {
            throw new IllegalArgumentException("the pattern has a ')' without its '('");
        }
        closed = open.pop();
        open.element().asserts |= closed.asserts;
    }

    private String assertion(String translated) {
        open.element().asserts = true;
        return translated;
    }

    /// Writes a group as often as it must be there, and answers how often the last of them is.
    ///
    /// The JDK leaves a repetition at the first turn that takes no character, though there must be more turns:
    /// in `(?:-|^){2}a` and `-a` it does not find that the edge comes first and the `-` next.
    private String writtenOut(Group group, String counts) {
        String[] bounds = counts.substring(1, counts.length() - 1).split(",", -1);
        int least = Integer.parseInt(bounds[0]);
        boolean endless = bounds.length == 2 && bounds[1].isEmpty();
        int most = endless ? Integer.MAX_VALUE : Integer.parseInt(bounds[bounds.length - 1]);
        if (least < 2 || most < least) {
            return counts;
        }
        String once = out.substring(group.begin);
        if (out.length() + (least - 1L) * once.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the pattern repeats a group with '^', '$', '\\b', '\\B', '(?=' or '(?!' in it too often (%s): put these outside the group, or repeat it less often"
                            .formatted(counts));
        }
        out.append(once.repeat(least - 1));
        return endless ? "+" : "{1,%d}".formatted(most - least + 1);
    }

    private void quantifier(String text) {
        out.append(text);
        if (sees("?")) {
            out.append('?');
            at++;
        }
        if (sees("+") || sees("*") || sees("?")) {
            throw new IllegalArgumentException("the pattern repeats a repetition ('%s'): put the inner one in (?:…)"
                    .formatted(text + source.charAt(at)));
        }
    }

    /// The rest of `{n}`, `{n,}` or `{n,m}`.
    private String counts() {
        int close = source.indexOf('}', at);
        String inside = close < 0 ? "" : source.substring(at, close);
        if (!inside.matches("\\d{1,6}(,(\\d{1,6})?)?")) {
            throw new IllegalArgumentException("'{' in a pattern begins a count such as {2,5}; for a brace write \\{");
        }
        at = close + 1;
        return "{" + inside + "}";
    }

    private void characterClass() {
        if (sees("]")) {
            at++;
            out.append("(?!)");
            return;
        }
        if (sees("^]")) {
            at += 2;
            out.append("(?s:.)");
            return;
        }
        out.append('[');
        if (sees("^")) {
            out.append('^');
            at++;
        }
        while (!sees("]")) {
            if (at >= source.length()) {
                throw new IllegalArgumentException("the pattern has a '[' without its ']'");
            }
            classMember(source.charAt(at++));
        }
        at++;
        out.append(']');
    }

    private void classMember(char c) {
        switch (c) {
            case '\\' -> escape(true);
            case '[', '&', '^' -> out.append('\\').append(c);
            default -> out.append(c);
        }
    }

    private void escape(boolean inClass) {
        if (at >= source.length()) {
            throw new IllegalArgumentException("the pattern ends in a lone '\\'");
        }
        char c = source.charAt(at++);
        switch (c) {
            case 'd', 'D', 'w', 'W', 't', 'n', 'r', 'f' -> out.append('\\').append(c);
            case 's' -> out.append(inClass ? SPACES : "[" + SPACES + "]");
            case 'S' -> out.append("[^").append(SPACES).append(']');
            case 'v' -> out.append("\\x0B");
            case 'b' -> out.append(inClass ? "\\x08" : assertion(BOUNDARY));
            case 'B' -> out.append(assertion(only(!inClass, c, NO_BOUNDARY)));
            case '0' -> out.append(only(!nextIsDigit(), c, "\\x00"));
            case 'x' -> hex(c, 2);
            case 'u' -> hex(c, 4);
            case 'c' -> control();
            default -> identity(c);
        }
    }

    private void identity(char c) {
        out.append('\\').append(only(!isLetterOrDigit(c), c, String.valueOf(c)));
    }

    private void hex(char letter, int digits) {
        boolean fits = at + digits <= source.length()
                && source.substring(at, at + digits).matches("[0-9a-fA-F]+");
        out.append(only(fits, letter, "\\" + letter)).append(source, at, at + digits);
        at += digits;
    }

    private void control() {
        boolean fits = at < source.length() && isLetterOrDigit(source.charAt(at)) && !nextIsDigit();
        out.append(only(fits, 'c', "")).append("\\x%02X".formatted(source.charAt(at) % 32));
        at++;
    }

    private static String only(boolean supported, char letter, String translated) {
        if (supported) {
            return translated;
        }
        throw new IllegalArgumentException(
                Character.isDigit(letter) && letter != '0'
                        ? "backreferences such as \\%c are not supported in patterns".formatted(letter)
                        : "'\\%c' is not supported here in patterns".formatted(letter));
    }

    private boolean nextIsDigit() {
        return at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
