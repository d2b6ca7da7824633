package dev.millrace.authoring.inference;

import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.resources.JudgingResources;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Looks at a sample of CSV: with the reader that judges files, and a contract that lets every column have any text.
final class CsvSample {
    private static final int BEGINNING = 1 << 20;
    private static final List<Rule> FATAL =
            List.of(Rule.FILE_KIND, Rule.FILE_EMPTY, Rule.HEADER, Rule.SCHEMA, Rule.COMPRESSION);

    private final Sample sample;
    private final InferenceOptions options;

    CsvSample(Sample sample, InferenceOptions options) {
        this.sample = sample;
        this.options = options;
    }

    Looked look() throws IOException, NotUsable {
        byte[] beginning = sample.beginning(BEGINNING);
        CsvLayout layout = CsvLayout.of(beginning, beginning.length < BEGINNING, options.delimiter(), options.header());
        List<String> headers = layout.headed()
                ? layout.first()
                : IntStream.rangeClosed(1, layout.first().size())
                        .mapToObj(i -> "column_" + i)
                        .toList();
        Draft draft = FirstDraft.of(layout, headers, sample.packed(), options);
        try {
            return look(draft);
        } catch (TooLong e) {
            return look(draft.withLongestRecords());
        }
    }

    /// A record is longer than the draft allows.
    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    private Looked look(Draft draft) throws IOException, NotUsable {
        Profiles profiles = new Profiles(draft.columns().size(), false);
        long[] line = {0};
        try {
            Verdict verdict = FileJudge.judge(draft.contract(), sample.bytes(), JudgingResources.usual(), row -> {
                line[0] = row.line();
                if (profiles.rows() == options.rows()) {
                    throw new Enough();
                }
                profiles.row(row);
            });
            check(verdict.findings(), draft);
            return new Looked(
                    guessed(ended(draft, verdict.findings()), profiles), profiles.rows(), OptionalLong.empty());
        } catch (Enough e) {
            return new Looked(guessed(draft, profiles), profiles.rows(), OptionalLong.of(line[0] - 1));
        }
    }

    /// A partner that ends no last line need not be told so with each file.
    private static Draft ended(Draft draft, Findings findings) {
        boolean unended = findings.counts().stream().anyMatch(count -> count.rule() == Rule.NO_LINE_END);
        return unended && draft.layout() instanceof CsvLayout layout ? draft.with(layout.unended()) : draft;
    }

    /// Some flaws leave nothing to look at.
    private static void check(Findings findings, Draft draft) throws TooLong, NotUsable {
        boolean tooLong = findings.counts().stream().anyMatch(count -> count.rule() == Rule.RECORD_SIZE);
        if (tooLong && !draft.hasLongestRecords()) {
            throw new TooLong();
        }
        if (tooLong || findings.counts().stream().anyMatch(count -> FATAL.contains(count.rule()))) {
            throw new NotUsable(findings.first().get(0).message());
        }
    }

    private Draft guessed(Draft draft, Profiles profiles) {
        List<ColumnGuess> guesses = IntStream.range(0, draft.columns().size())
                .mapToObj(i -> profiles.column(i).guess(draft.columns().get(i), options.strict()))
                .toList();
        return draft.with(guesses);
    }
}
