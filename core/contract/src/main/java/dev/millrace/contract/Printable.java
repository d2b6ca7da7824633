package dev.millrace.contract;

/// Text from outside made safe to show: in logs, mails, terminals.
public final class Printable {
    private Printable() {}

    /// The text with control, format (bidirectional overrides, zero widths), separator and unpaired surrogate
    /// characters written as a backslash, `u` and four hexadecimal digits, so that it stays on one line and looks
    /// like what it is.
    public static String of(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED -> escape(c, shown);
                default -> shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /// Like [#of(String)], and cut to at most `max` characters, the last of which is then an ellipsis.
    public static String of(String text, int max) {
        // One character of the text never becomes less than one of the shown.
        String shown = text.length() <= max ? of(text) : of(text.substring(0, max + 1));
        if (shown.length() <= max) {
            return shown;
        }
        int end = Character.isHighSurrogate(shown.charAt(max - 2)) ? max - 2 : max - 1;
        return shown.substring(0, end) + "…";
    }

    private static void escape(int codePoint, StringBuilder shown) {
        for (char unit : Character.toChars(codePoint)) {
            shown.append("\\u").append(String.format("%04X", (int) unit));
        }
    }
}
