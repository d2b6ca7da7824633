package dev.millrace.authoring.inference;

import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the flaws of a sample seem to come from: another encoding, another way to write quotes.
final class Hints {
    private static final int LOOKED_AT = 1 << 20;
    private static final Pattern ESCAPED_QUOTE = Pattern.compile("\\\\\"");

    private final Sample sample;
    private final Optional<Findings> findings;

    Hints(Sample sample, Optional<Findings> findings) {
        this.sample = sample;
        this.findings = findings;
    }

    private boolean has(Rule rule) {
        return findings.stream().flatMap(found -> found.counts().stream()).anyMatch(count -> count.rule() == rule);
    }

    /// Hints, in sentences.
    List<String> told() throws IOException {
        List<String> told = new ArrayList<>();
        if (has(Rule.ENCODING)) {
            told.add("The text seems to be in Windows-1252 or ISO-8859-1; write it in UTF-8.");
        }
        if (has(Rule.QUOTING) && escapesQuotes()) {
            told.add("Quotes seem to be escaped with a backslash (\\\"), as Spark and MySQL write them; a quote inside"
                    + " quotes is written twice.");
        }
        return told;
    }

    private boolean escapesQuotes() throws IOException {
        String text = new String(sample.beginning(LOOKED_AT), StandardCharsets.ISO_8859_1);
        return ESCAPED_QUOTE.matcher(text).find();
    }

    /// The first flaw, with its line, and the hints.
    String reason() throws IOException {
        Optional<Finding> first =
                findings.stream().flatMap(found -> found.first().stream()).findFirst();
        String flaw = first.map(found ->
                        found.line() > 0 ? "line %d: %s".formatted(found.line(), found.message()) : found.message())
                .orElse("");
        List<String> told = told();
        return told.isEmpty() ? flaw : flaw + ". " + String.join(" ", told);
    }
}
