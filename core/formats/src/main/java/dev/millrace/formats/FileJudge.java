package dev.millrace.formats;

import dev.millrace.contract.DataContract;
import dev.millrace.formats.adapters.FormatAdapter;
import dev.millrace.formats.unpacking.PackingException;
import dev.millrace.formats.unpacking.Unpacking;
import dev.millrace.judging.RecordJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.ByteSource;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/// Judges a file against its contract.
///
/// The file is read once, but for Parquet, which is read in places and then hashed as a whole; memory does not depend
/// on its size.
public final class FileJudge {
    private static final long UNKNOWN = -1;

    private FileJudge() {}

    /// Judges `file` and hands each of its rows to `sink`, as good or as set aside, also after findings: whoever loads
    /// the rows keeps them only if the verdict is [Verdict.Valid].
    ///
    /// @param bench what it needs beside the file
    /// @throws EOFException if the file broke off: it has fewer bytes, or more, than its size says
    /// @throws IOException if reading fails, or the sink does
    public static Verdict judge(DataContract contract, FileBytes file, JudgingResources bench, RowSink sink)
            throws IOException {
        try (RecordJudge records = new RecordJudge(contract, bench, sink)) {
            long size = file.size();
            FormatAdapter format = Formats.of(contract.format());
            boolean inPlaces = format.isReadInPlaces();
            boolean stopped = inPlaces && readInPlaces(format, contract, file, records);
            try (InputStream bytes = file.open()) {
                ByteSource source = new ByteSource(bytes);
                if (!inPlaces) {
                    stopped = unpack(format, contract, source, size, records);
                } else if (!stopped) {
                    source.transferTo(OutputStream.nullOutputStream());
                }
                requireWhole(size, source, bytes, stopped);
                return records.verdict(source, stopped);
            }
        }
    }

    private static boolean readInPlaces(
            FormatAdapter format, DataContract contract, FileBytes file, RecordJudge records) throws IOException {
        if (file.size() == UNKNOWN) {
            throw new IllegalArgumentException("%s cannot be read from a stream"
                    .formatted(contract.format().title()));
        }
        return format.judge(contract, file, records);
    }

    /// A file that broke off must never count as a shorter one, neither as a good nor as a bad one. Where judging
    /// stopped early, there must be more to read: else it may have stopped at a header that was only cut.
    private static void requireWhole(long size, ByteSource source, InputStream rest, boolean stopped)
            throws IOException {
        boolean whole = size == UNKNOWN || source.count() == size || (stopped && rest.read() >= 0);
        if (!whole) {
            throw new EOFException("The file has %d bytes, but %d were read".formatted(size, source.count()));
        }
    }

    /// Judges the file's bytes as they are when they are unpacked.
    ///
    /// @return whether reading stopped before their end
    private static boolean unpack(
            FormatAdapter format, DataContract contract, ByteSource source, long size, RecordJudge records)
            throws IOException {
        LongSupplier packed = () -> size == UNKNOWN ? source.count() : size;
        try (InputStream bytes = Unpacking.open(source, packed, contract.packing())) {
            return format.judge(contract, bytes, records);
        } catch (PackingException e) {
            records.tally().add(Rule.COMPRESSION, 0, e.reason());
            return true;
        }
    }

    /// As [#judge(DataContract,FileBytes,Workbench,RowSink)], of a file that can only be read from its beginning to its
    /// end.
    ///
    /// @param bytes never closed here
    public static Verdict judge(DataContract contract, InputStream bytes, RowSink sink) throws IOException {
        return judge(contract, new OneReading(bytes), JudgingResources.usual(), sink);
    }
}
