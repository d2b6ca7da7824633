package dev.millrace.notices.text;

import dev.millrace.notices.reports.FindingsReport;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What reasons have in common: by this, notices are alike. It holds no value out of a file, a key or an answer of a
/// service, so that a thousand files that share a trouble share its class.
final class ReasonClass {
    private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    /// A word, and whether it ends a clause.
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,40}('s)?");

    private static final int MAX_WORDS = 8;
    private static final int MAX_LENGTH = 60;

    /// Of a reason that begins with a value.
    private static final String OTHER = "other";

    private ReasonClass() {}

    /// The rule that a refused file breaks first; empty when the report names none.
    static Optional<String> of(FindingsReport report) {
        return report.findings().stream()
                .map(FindingsReport.Line::rule)
                .findFirst()
                .filter(rule -> RULE.matcher(rule).matches());
    }

    /// The words that a reason begins with, up to the end of its first clause or to whatever may be a value: a number,
    /// a name, a place. Of a fault that is its error's name.
    ///
    /// @param own what stands for the object itself, left out
    static String of(String reason, String own) {
        String[] tokens = reason.replace(own, "").strip().split("\\s+", MAX_WORDS + 1);
        String words = Arrays.stream(tokens)
                .limit(wordsOf(tokens))
                .map(token -> token.replaceAll("[^A-Za-z]", ""))
                .collect(Collectors.joining("-"));
        String cut = words.length() <= MAX_LENGTH ? words : words.substring(0, MAX_LENGTH);
        return cut.isEmpty() ? OTHER : cut;
    }

    private static int wordsOf(String[] tokens) {
        int words = 0;
        while (words < tokens.length && words < MAX_WORDS) {
            String token = tokens[words];
            boolean endsClause = token.matches(".*[.:;,]");
            String word = endsClause ? token.substring(0, token.length() - 1) : token;
            if (!WORD.matcher(word).matches()) {
                return words;
            }
            words++;
            if (endsClause) {
                return words;
            }
        }
        return words;
    }
}
