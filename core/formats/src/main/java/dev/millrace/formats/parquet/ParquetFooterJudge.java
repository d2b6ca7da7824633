package dev.millrace.formats.parquet;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.Severity;
import dev.millrace.formats.text.FileKind;
import dev.millrace.judging.ColumnNames;
import dev.millrace.judging.SchemaDrift;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Judges whether a file is Parquet, and whether its columns are the contract's.
final class ParquetFooterJudge {
    /// How much of a file is looked at to say what else it is.
    private static final int BEGINNING = 64;

    private final DataContract contract;
    private final List<String> expected;
    private final FindingsCollector tally;
    private final SchemaDrift drift;

    ParquetFooterJudge(DataContract contract, FindingsCollector tally, SchemaDrift drift) {
        this.contract = contract;
        this.expected = contract.headers();
        this.tally = tally;
        this.drift = drift;
    }

    /// Opens the file; empty, and told, when its rows cannot be judged.
    Optional<ParquetFile> open(FileBytes bytes) throws IOException {
        if (bytes.size() == 0) {
            tally.add(Rule.FILE_EMPTY, 0, "the file is empty; it must be Parquet");
            return Optional.empty();
        }
        Optional<FileKind> other = otherKind(bytes);
        if (other.isPresent()) {
            String kind = other.get().description();
            tally.add(Rule.FILE_KIND, 0, "the file is %s; it must be Parquet".formatted(kind));
            return Optional.empty();
        }
        try {
            ParquetFile file = ParquetFile.open(contract, bytes);
            judgeColumns(file);
            return tally.halts() ? Optional.empty() : Optional.of(file);
        } catch (BadParquet e) {
            tell(e, 0);
            return Optional.empty();
        }
    }

    private static Optional<FileKind> otherKind(FileBytes bytes) throws IOException {
        byte[] beginning = new byte[(int) Math.min(bytes.size(), BEGINNING)];
        bytes.read(0, beginning, 0, beginning.length);
        return FileKind.at(beginning, beginning.length).filter(kind -> kind != FileKind.PARQUET);
    }

    private void judgeColumns(ParquetFile file) {
        new ColumnNames(expected, file.names(), 0, drift).compare();
        for (int i = 0; i < expected.size(); i++) {
            Optional<TypeMismatch> mismatch = file.mismatch(i);
            if (mismatch.isPresent()) {
                drift.retyped(
                        i,
                        0,
                        mismatch.get().found(),
                        "the column '%s' is of another type in the file; the contract has %s"
                                .formatted(expected.get(i), mismatch.get().expected()));
            }
        }
        if (!tally.halts() && file.names().stream().noneMatch(expected::contains)) {
            tally.add(Rule.SCHEMA, 0, "the file has none of the contract's columns; is it one of another dataset?");
        }
    }

    /// Tells why a file cannot be read further.
    ///
    /// @param line of the row that could not be read; 0 for the whole file
    void tell(BadParquet bad, long line) {
        int column = bad.column().map(expected::indexOf).orElse(FindingsCollector.WHOLE_RECORD);
        // What the contract does not name is shown as a value.
        String name = column == FindingsCollector.WHOLE_RECORD ? bad.column().orElse(null) : null;
        tally.add(Severity.HALT, Rule.PARQUET, column, line, name, bad.message());
    }
}
