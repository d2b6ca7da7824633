package dev.millrace.contract;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Writes an ECMAScript 5.1 regular expression in the JDK's syntax, so that it means the same on every release.
final class EcmaTranslator {
    private static final String SPACES =
            "\\t\\n\\x0B\\f\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";
    private static final String WORD = "[a-zA-Z0-9_]";
    private static final String BOUNDARY = "(?:(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s))".formatted(WORD);
    private static final String NO_BOUNDARY = "(?:(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s))".formatted(WORD);

    private final String source;
    private final StringBuilder out = new StringBuilder();
    private int at;

    EcmaTranslator(String source) {
        this.source = source;
    }

    Pattern translate() {
        while (at < source.length()) {
            char c = source.charAt(at++);
            switch (c) {
                case '\\' -> escape(false);
                case '[' -> characterClass();
                case '(' -> group();
                case '.' -> out.append("[^\\n\\r\\u2028\\u2029]");
                case '$' -> out.append("\\z");
                case '*', '+', '?' -> quantifier(String.valueOf(c));
                case '{' -> quantifier(counts());
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
        out.append('(');
        if (sees("?")) {
            out.append(source, at, at + 2);
            at += 2;
        }
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
            case 'b' -> out.append(inClass ? "\\x08" : BOUNDARY);
            case 'B' -> out.append(only(!inClass, c, NO_BOUNDARY));
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
