package dev.millrace.formats.parquet;

import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.FileOnDisk;
import dev.millrace.formats.RowText;
import dev.millrace.formats.VerdictText;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A contract whose files are Parquet.
record ParquetCase(DataContract contract) {
    /// @param columns as [Contracts] has them
    static ParquetCase of(String... columns) {
        return new ParquetCase(Contracts.of(Stream.concat(Stream.of("millrace.format=parquet"), Stream.of(columns))
                .toArray(String[]::new)));
    }

    Verdict judge(FileBytes file) throws IOException {
        return FileJudge.judge(contract, file, JudgingResources.usual(), RowSink.none());
    }

    /// The verdict and the rows that go to the sink, in the words of the cases.
    List<String> judged(FileBytes file) throws IOException {
        List<String> rows = new ArrayList<>();
        Verdict verdict =
                FileJudge.judge(contract, file, JudgingResources.usual(), row -> rows.add(RowText.of(contract, row)));
        List<String> told = new ArrayList<>(VerdictText.of(verdict));
        told.addAll(rows);
        return told;
    }

    List<String> judged(Path file) throws IOException {
        try (FileOnDisk bytes = new FileOnDisk(file)) {
            return judged(bytes);
        }
    }
}
