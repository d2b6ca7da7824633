package dev.millrace.authoring.inference;

import java.util.Set;
import java.util.regex.Pattern;

/// Text written as YAML so that it is read as the same text and nothing else.
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,199}");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan");

    private YamlText() {}

    /// As it is where that is text to YAML, else in double quotes.
    static String of(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : quoted(text);
    }

    /// In double quotes, on one line, in characters that can be seen.
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
        } else if (isShown(c)) {
            quoted.appendCodePoint(c);
        } else {
            quoted.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
        }
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
