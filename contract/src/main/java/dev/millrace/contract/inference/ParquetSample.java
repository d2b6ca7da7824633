package dev.millrace.contract.inference;

import dev.millrace.contract.Compression;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.parquet.BadParquet;
import dev.millrace.contract.parquet.FileColumn;
import dev.millrace.contract.parquet.ParquetFile;
import dev.millrace.contract.reading.FileJudge;
import dev.millrace.contract.reading.Row;
import dev.millrace.contract.reading.Workbench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

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
        List<FileColumn> usable =
                all.stream().filter(column -> column.type().isPresent()).toList();
        if (usable.isEmpty()) {
            throw new NotUsable("none of its columns has a type that a contract can have");
        }
        List<String> names = usable.stream().map(FileColumn::name).toList();
        List<ColumnGuess> columns = new ArrayList<>();
        Draft first = FirstDraft.of(new ParquetLayout(), names, Compression.NONE, options)
                .without(all.stream()
                        .filter(column -> column.type().isEmpty())
                        .map(column -> column.name() + " (nested, or of a type that no contract has)")
                        .toList());
        for (int i = 0; i < usable.size(); i++) {
            columns.add(first.columns().get(i).typed(usable.get(i).type().orElseThrow()));
        }
        return look(first.with(columns));
    }

    private Looked look(Draft draft) throws IOException, NotUsable {
        Profiles profiles = new Profiles(draft.columns().size());
        try {
            FileJudge.judge(draft.contract(), sample.bytes(), Workbench.usual(), row -> {
                if (profiles.rows() == options.rows()) {
                    throw new Enough();
                }
                take(row, draft, profiles);
            });
        } catch (Enough e) {
            // The types are known anyway.
        }
        List<ColumnGuess> columns = new ArrayList<>();
        for (int i = 0; i < draft.columns().size(); i++) {
            columns.add(profiles.column(i).guess(draft.columns().get(i), options.strict()));
        }
        return new Looked(draft.with(columns), profiles.rows(), OptionalLong.empty());
    }

    private static void take(Row row, Draft draft, Profiles profiles) {
        profiles.begin();
        for (int i = 0; i < draft.columns().size(); i++) {
            ColumnProfile profile = profiles.column(i);
            if (row.isNull(i)) {
                profile.addNothing();
            } else if (draft.columns().get(i).type() instanceof StringType) {
                profile.add(row.stringValue(i));
            } else {
                profile.addTyped();
            }
        }
    }
}
