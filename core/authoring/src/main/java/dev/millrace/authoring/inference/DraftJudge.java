package dev.millrace.authoring.inference;

import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.findings.RuleCount;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Judges the rows of a sample that were looked at by a draft.
final class DraftJudge {
    private static final Set<Rule> UNAVOIDABLE =
            Set.of(Rule.ENCODING, Rule.NUL_BYTE, Rule.DUPLICATE_NAME, Rule.SCHEMA, Rule.SYNTAX);

    private final Sample sample;
    private final OptionalLong lines;

    DraftJudge(Sample sample, OptionalLong lines) {
        this.sample = sample;
        this.lines = lines;
    }

    /// Judges the rows, and hands the good ones to `sink`.
    ///
    /// @return what was found; empty when the rows keep the contract
    Optional<Findings> judge(Draft draft, RowSink sink) throws IOException, NotUsable {
        Verdict verdict;
        if (lines.isEmpty()) {
            verdict = FileJudge.judge(draft.contract(), sample.bytes(), JudgingResources.usual(), sink);
        } else {
            try (InputStream in = new FirstLines(sample.open(), lines.getAsLong())) {
                verdict = FileJudge.judge(draft.unpacked().contract(), in, sink);
            }
        }
        return verdict instanceof Verdict.Rejected rejected ? Optional.of(rejected.findings()) : Optional.empty();
    }

    /// What the rows say of a draft.
    ///
    /// @param draft with the widest type for each column of which it asked too much after all, and without a key
    ///     that is none
    /// @param key the columns that may be the key
    /// @param findings what is wrong with the rows whatever the contract says; empty when they keep it
    record Proved(Draft draft, Optional<Key> key, Optional<Findings> findings) {}

    /// Judges the rows until the draft asks for no more than they have, and looks for a key meanwhile.
    ///
    /// @param rows how many there are
    Proved prove(Draft draft, long rows) throws IOException, NotUsable {
        Draft hardened = draft;
        while (true) {
            KeyGuess keys = KeyGuess.ofOne(hardened, rows);
            Optional<Findings> findings = judge(hardened, keys::row);
            Draft wider = wider(hardened, findings.map(Findings::counts).orElse(List.of()));
            if (wider.equals(hardened)) {
                return new Proved(hardened, key(hardened, rows, keys), findings);
            }
            hardened = wider;
        }
    }

    /// One column, or two where none alone is a key.
    private Optional<Key> key(Draft draft, long rows, KeyGuess ofOne) throws IOException, NotUsable {
        Optional<KeyGuess> ofTwo = ofOne.key().isPresent() ? Optional.<KeyGuess>empty() : KeyGuess.ofTwo(draft, rows);
        if (ofTwo.isEmpty()) {
            return ofOne.key();
        }
        judge(draft, ofTwo.get()::row);
        return ofTwo.get().key();
    }

    private static Draft wider(Draft draft, List<RuleCount> broken) {
        Set<String> columns = broken.stream()
                .filter(count -> !UNAVOIDABLE.contains(count.rule()))
                .flatMap(count -> Stream.ofNullable(count.column()))
                .collect(Collectors.toSet());
        boolean wrongKey = broken.stream().anyMatch(count -> count.rule() == Rule.PRIMARY_KEY);
        if (columns.isEmpty() && !wrongKey) {
            return draft;
        }
        return draft.with(draft.columns().stream()
                        .map(column -> columns.contains(column.name()) ? column.widest() : column)
                        .toList())
                .with(wrongKey ? Optional.<Key>empty() : draft.key());
    }
}
