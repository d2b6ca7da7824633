package dev.millrace.notifyowners;

/// A message to the owners of a dataset.
///
/// @param kind what it is about
/// @param dataset name of the dataset, or `unmatched`; subscribers may filter by it
/// @param subject ASCII, at most 99 characters, as SNS asks
/// @param text plain text for people
record Notice(Kind kind, String dataset, String subject, String text) {
    enum Kind {
        REJECTED,
        HELD,
        FAILED
    }

    private static final int MAX_SUBJECT = 99;

    Notice {
        subject = ascii(subject);
    }

    private static String ascii(String text) {
        String ascii = text.codePoints()
                .map(c -> c >= ' ' && c <= '~' ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return ascii.length() <= MAX_SUBJECT ? ascii : ascii.substring(0, MAX_SUBJECT - 3) + "...";
    }
}
