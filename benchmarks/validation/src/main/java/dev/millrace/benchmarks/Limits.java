package dev.millrace.benchmarks;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.rows.RowSink;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.resources.JudgingResources;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/// What Millrace promises of long and of hostile files, measured.
final class Limits {
    private Limits() {}

    /// Judges so many rows of a stream that is made as it is read.
    static void stream(DataContract contract, long rows) throws IOException {
        long began = System.nanoTime();
        Verdict verdict = FileJudge.judge(contract, new Orders(Variant.of("plain"), rows), RowSink.none());
        print(verdict, began);
    }

    /// Judges 1 GiB of zeros, packed to 1 MB.
    static void bomb(DataContract contract) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 1_024; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        long began = System.nanoTime();
        print(FileJudge.judge(contract, FileBytes.of(packed.toByteArray()), JudgingResources.usual(), RowSink.none()), began);
    }

    /// Judges a file whose columns are not the contract's, and counts what is read of it.
    static void gate(DataContract contract, Path file) throws IOException {
        AtomicLong read = new AtomicLong();
        long began = System.nanoTime();
        print(FileJudge.judge(contract, counted(file, read), JudgingResources.usual(), RowSink.none()), began);
        System.out.printf("%d of %d bytes were read%n", read.get(), Files.size(file));
    }

    private static FileBytes counted(Path file, AtomicLong read) {
        return new FileBytes() {
            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public InputStream open() throws IOException {
                return new FilterInputStream(Files.newInputStream(file)) {
                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        int count = in.read(into, from, length);
                        read.addAndGet(Math.max(count, 0));
                        return count;
                    }
                };
            }

            @Override
            public void read(long position, byte[] into, int from, int length) throws IOException {
                try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                    in.seek(position);
                    in.readFully(into, from, length);
                    read.addAndGet(length);
                }
            }
        };
    }

    private static void print(Verdict verdict, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "%s, %,d rows, %,d bytes, %.2f s, %.0f MB/s%n",
                verdict instanceof Verdict.Valid
                        ? "valid"
                        : verdict.findings().first().get(0).message(),
                verdict.rows(),
                verdict.bytes(),
                seconds,
                verdict.bytes() / 1e6 / seconds);
    }
}
