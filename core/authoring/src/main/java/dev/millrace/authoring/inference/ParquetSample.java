package dev.millrace.authoring.inference;

import dev.millrace.contract.Compression;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.parquet.BadParquet;
import dev.millrace.formats.parquet.FileColumn;
import dev.millrace.formats.parquet.ParquetFile;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.findings.RuleCount;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/// Looks at a sample of Parquet: its footer says the types, its rows whether values are missing and what texts are
/// like.
final class ParquetSample {
    private final Sample sample;
    private final InferenceOptions options;

    ParquetSample(Sample sample, InferenceOptions options) {
        this.sample = sample;
        this.options = options;
    }

    Looked look() throws IOException, NotUsable {
        List<FileColumn> all;
        try {
            all = ParquetFile.columns(sample.bytes());
        } catch (BadParquet e) {
            throw new NotUsable(e.message());
        }
        return look(all, Set.of());
    }

    /// @param binary names of columns that cannot be texts, though they have the type of one
    private Looked look(List<FileColumn> all, Set<String> binary) throws IOException, NotUsable {
        Predicate<FileColumn> isUsable = column -> column.type().isPresent() && !binary.contains(column.name());
        List<FileColumn> usable = all.stream().filter(isUsable).toList();
        if (usable.isEmpty()) {
            throw new NotUsable("none of its columns has a type that a contract can have");
        }
        List<String> names = usable.stream().map(FileColumn::name).toList();
        List<ColumnGuess> columns = new ArrayList<>();
        Draft first = FirstDraft.of(new ParquetLayout(), names, Compression.NONE, options)
                .without(all.stream()
                        .filter(isUsable.negate())
                        .map(column -> column.name() + why(column))
                        .toList());
        for (int i = 0; i < usable.size(); i++) {
            columns.add(first.columns().get(i).typed(usable.get(i).type().orElseThrow()));
        }
        Draft draft = first.with(columns);
        Profiles profiles = new Profiles(draft.columns().size(), false);
        try {
            Verdict verdict = FileJudge.judge(draft.contract(), sample.bytes(), JudgingResources.usual(), row -> {
                if (profiles.rows() == options.rows()) {
                    throw new Enough();
                }
                take(row, draft, profiles);
            });
            Set<String> found = binary(verdict, draft, usable);
            if (!found.isEmpty()) {
                found.addAll(binary);
                return look(all, found);
            }
        } catch (Enough e) {
            // The types are known anyway.
        }
        List<ColumnGuess> guesses = new ArrayList<>();
        for (int i = 0; i < draft.columns().size(); i++) {
            guesses.add(profiles.column(i).guess(draft.columns().get(i), options.strict()));
        }
        return new Looked(draft.with(guesses), profiles.rows(), OptionalLong.empty());
    }

    private static String why(FileColumn column) {
        return column.type().isPresent()
                ? " (bytes that are no text in UTF-8)"
                : " (nested, or of a type that no contract has)";
    }

    /// The names of the columns whose bytes are no texts, where the file does not say what they are.
    private static Set<String> binary(Verdict verdict, Draft draft, List<FileColumn> usable) {
        Set<String> names = new HashSet<>();
        if (verdict instanceof Verdict.Rejected rejected) {
            for (RuleCount count : rejected.findings().counts()) {
                boolean noText = count.rule() == Rule.ENCODING || count.rule() == Rule.NUL_BYTE;
                for (int i = 0; i < usable.size(); i++) {
                    boolean isIt = draft.columns().get(i).name().equals(count.column());
                    if (noText && isIt && usable.get(i).maybeBinary()) {
                        names.add(usable.get(i).name());
                    }
                }
            }
        }
        return names;
    }

    private static void take(Row row, Draft draft, Profiles profiles) {
        profiles.begin();
        for (int i = 0; i < draft.columns().size(); i++) {
            ColumnProfile profile = profiles.column(i);
            if (row.isNull(i)) {
                profile.addNothing();
            } else if (draft.columns().get(i).type() instanceof StringType) {
                profile.add(row.stringValue(i), row.line());
            } else {
                profile.addTyped();
            }
        }
    }
}
