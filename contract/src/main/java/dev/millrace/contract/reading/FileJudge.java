package dev.millrace.contract.reading;

import dev.millrace.contract.CsvFormat;
import dev.millrace.contract.DataContract;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Judges a file against its contract.
///
/// The file is read once; memory does not depend on its size.
public final class FileJudge {
    private FileJudge() {}

    /// Judges `file` and hands each of its rows to `sink`, as good or as set aside, also after findings: whoever loads
    /// the rows keeps them only if the verdict is [Verdict.Valid].
    ///
    /// @param bench what it needs beside the file
    ///
    /// @throws EOFException if the file broke off: it has fewer bytes, or more, than its size says
    /// @throws IOException if reading fails, or the sink does
    public static Verdict judge(DataContract contract, FileBytes file, Workbench bench, RowSink sink)
            throws IOException {
        try (RecordJudge records = new RecordJudge(contract, bench, sink);
                InputStream bytes = file.open()) {
            ByteSource source = new ByteSource(bytes);
            boolean stopped = read(contract, source, records);
            requireWhole(file.size(), source, stopped && bytes.read() >= 0);
            return records.verdict(source, stopped);
        }
    }

    /// A file that broke off must never count as a shorter one, neither as a good nor as a bad one. Where judging
    /// stopped early, there must be more to read: else it may have stopped at a header that was only cut.
    private static void requireWhole(long size, ByteSource source, boolean more) throws IOException {
        if (size >= 0 && source.count() != size && !more) {
            throw new EOFException("The file has %d bytes, but %d were read".formatted(size, source.count()));
        }
    }

    private static boolean read(DataContract contract, ByteSource source, RecordJudge records) throws IOException {
        if (contract.format() instanceof CsvFormat csv) {
            return new CsvJudge(contract, csv, source, records).judge();
        }
        throw new IllegalStateException("No reader of " + contract.format().title());
    }

    /// As [#judge(DataContract,FileBytes,Workbench,RowSink)], of a file that can only be read from its beginning to its
    /// end.
    ///
    /// @param bytes never closed here
    public static Verdict judge(DataContract contract, InputStream bytes, RowSink sink) throws IOException {
        return judge(contract, new OneReading(bytes), Workbench.usual(), sink);
    }
}
