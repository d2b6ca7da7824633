package dev.millrace.targets.lake.parquet;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.protection.Protector;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// A file that was judged, with its rows: protected, written as Parquet and counted, in one pass. Functions and the
/// Spark job do it by this very code.
///
/// @param verdict what the file is
/// @param good the files of its good rows; none unless it is valid
/// @param aside the files of the rows that are set aside; none unless it is valid
public record JudgedRows(Verdict verdict, List<LakeFile> good, List<LakeFile> aside) {
    public JudgedRows {
        good = List.copyOf(good);
        aside = List.copyOf(aside);
    }

    /// Judges a file and hands on its rows.
    @FunctionalInterface
    public interface Judging {
        /// Judges it.
        Verdict judge(RowSink rows) throws IOException;
    }

    /// Judges a file and writes its rows. Classified values are protected before they reach the disk.
    ///
    /// @param table the form of good rows, of the same dataset
    /// @param oid id of the file's object
    /// @param arrival day of its arrival, in UTC
    /// @param folder where the files are written; it stays while they are used
    /// @throws IllegalStateException when not each row of a valid file was written
    public static JudgedRows write(
            DataContract contract,
            DataContract table,
            String oid,
            LocalDate arrival,
            Protector protector,
            Path folder,
            Judging judging)
            throws IOException {
        Path goodFolder = Files.createDirectory(folder.resolve("good"));
        Path asideFolder = Files.createDirectory(folder.resolve("aside"));
        try (LakeFileWriter good = new LakeFileWriter(table, oid, arrival, goodFolder);
                LakeFileWriter aside = new LakeFileWriter(contract.setAside(), oid, arrival, asideFolder)) {
            Verdict verdict = judging.judge(protector.protect(good, aside));
            if (!(verdict instanceof Verdict.Valid valid)) {
                return new JudgedRows(verdict, List.of(), List.of());
            }
            JudgedRows rows = new JudgedRows(verdict, good.finish(), aside.finish());
            rows.requireEvery(valid);
            return rows;
        }
    }

    /// How many good rows were written.
    public long goodRows() {
        return rows(good);
    }

    /// How many rows were set aside.
    public long asideRows() {
        return rows(aside);
    }

    private static long rows(List<LakeFile> files) {
        return files.stream().mapToLong(LakeFile::rows).sum();
    }

    private void requireEvery(Verdict.Valid valid) {
        if (goodRows() != valid.rows() - valid.setAside() || asideRows() != valid.setAside()) {
            throw new IllegalStateException(
                    "%d rows were read, %d of them to be set aside; %d were written and %d set aside"
                            .formatted(valid.rows(), valid.setAside(), goodRows(), asideRows()));
        }
    }
}
