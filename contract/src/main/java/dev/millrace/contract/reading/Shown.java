package dev.millrace.contract.reading;

/// Text from a file, made fit to be shown to people, in logs, mails and pages.
///
/// It has at most 100 characters; a longer one ends in `…`. What cannot be seen or would disturb the reading of
/// other text (control and format characters, among them those that turn the writing direction, line separators,
/// lone surrogates) is written as `\\uXXXX`. It is not escaped for HTML or for terminals' own syntax: that is done
/// where it is shown.
final class Shown {
    private static final int MOST = 100;

    private Shown() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), MOST));
        int[] codePoints = text.codePoints().limit(MOST + 1).toArray();
        for (int codePoint : codePoints) {
            shown.append(one(codePoint));
            if (shown.length() > MOST) {
                break;
            }
        }
        return shown.length() <= MOST ? shown.toString() : cut(shown);
    }

    private static String cut(StringBuilder shown) {
        int end = MOST - 1;
        if (Character.isHighSurrogate(shown.charAt(end - 1))) {
            end--;
        }
        return shown.substring(0, end) + "…";
    }

    private static String one(int codePoint) {
        String text = Character.toString(codePoint);
        return isSafe(codePoint)
                ? text
                : text.chars().mapToObj(c -> "\\u%04X".formatted(c)).reduce("", String::concat);
    }

    private static boolean isSafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
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
