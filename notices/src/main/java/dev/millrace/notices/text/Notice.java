package dev.millrace.notices.text;

import dev.millrace.audit.files.NoticeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A message to the owners of a dataset.
///
/// @param kind what it is about
/// @param dataset name of the dataset, or `unmatched`; subscribers may filter by it
/// @param subject ASCII, 1 to 99 characters without spaces around them, as SNS asks
/// @param text plain text for people, at most 250 KiB in UTF-8
public record Notice(NoticeKind kind, String dataset, String subject, String text) {
    /// SNS takes 256 KiB, attributes included.
    static final int MAX_BYTES = 250 * 1024;

    private static final int MAX_SUBJECT = 99;
    private static final String NO_SUBJECT = "Millrace";
    private static final String CUT = "\n\n(The rest does not fit into a message.)\n";

    public Notice {
        subject = ascii(subject);
        text = cut(text);
    }

    private static String ascii(String text) {
        String ascii = text.codePoints()
                .map(c -> c >= ' ' && c <= '~' ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        if (ascii.isEmpty()) {
            return NO_SUBJECT;
        }
        return ascii.length() <= MAX_SUBJECT ? ascii : ascii.substring(0, MAX_SUBJECT - 3) + "...";
    }

    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) {
            return text;
        }
        int end = MAX_BYTES - CUT.length();
        while (isWithinCharacter(bytes[end])) {
            end--;
        }
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8) + CUT;
    }

    private static boolean isWithinCharacter(byte next) {
        return (next & 0xC0) == 0x80;
    }
}
