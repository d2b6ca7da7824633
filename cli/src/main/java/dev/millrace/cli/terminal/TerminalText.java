package dev.millrace.cli.terminal;

/// Text as it may reach a terminal: names of files, keys and messages come from outside.
///
/// Control characters (but for line feeds, tabs and the carriage return before a line feed) and those that turn the
/// direction of text are written as a backslash, `u` and four hexadecimal digits. So JSON and YAML stay what they are.
public final class TerminalText {
    private TerminalText() {}

    public static String of(String text) {
        if (text.chars().noneMatch(TerminalText::isDangerous)) {
            return text;
        }
        var shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (isDangerous(c) && !lineEnd) {
                shown.append("\\u").append(String.format("%04X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static boolean isDangerous(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
        return control || direction;
    }
}
