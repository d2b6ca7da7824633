package dev.millrace.targets.lake.parquet;

import dev.millrace.targets.lake.Partition;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;

/// The Parquet file of one partition while it is written.
///
/// Rows are held in memory until [#flush()] writes them as a row group; when to do so is for the caller to decide,
/// who knows how much all files together hold.
final class PartitionFile implements Closeable {
    /// All dictionaries of a row group together; their entries take ten times as much memory as they count.
    private static final int DICTIONARIES_BYTES = 8 << 20;

    private static final int LEAST_DICTIONARY_BYTES = 8 << 10;
    private static final int GREATEST_DICTIONARY_BYTES = 1 << 20;

    /// For how long row groups should be in the file. They end where [LakeFileWriter] says, so it is of no account.
    private static final long ROW_GROUP_BYTES = 128L << 20;

    private final Partition partition;
    private final Path path;
    private final Binary oid;
    private final LakeSchema schema;
    private final ParquetProperties properties;
    private final ParquetFileWriter file;
    private final HeldRows held = new HeldRows();
    private long rows;
    private boolean open = true;

    PartitionFile(Partition partition, Path path, String oid, LakeSchema schema) throws IOException {
        this.partition = partition;
        this.path = path;
        this.oid = Binary.fromString(oid);
        this.schema = schema;
        this.properties = properties(schema);
        this.file = new ParquetFileWriter(
                new LocalOutputFile(path),
                schema.message(),
                ParquetFileWriter.Mode.CREATE,
                ROW_GROUP_BYTES,
                0,
                null,
                properties);
        file.start();
    }

    private static ParquetProperties properties(LakeSchema schema) {
        int share = DICTIONARIES_BYTES / schema.message().getFieldCount();
        return ParquetProperties.builder()
                .withDictionaryPageSize(Math.max(LEAST_DICTIONARY_BYTES, Math.min(share, GREATEST_DICTIONARY_BYTES)))
                .withMinRowCountForPageSizeCheck(1)
                .build();
    }

    /// Takes a row, and answers how many bytes more are now held.
    long add(ByteBuffer row) {
        rows++;
        return held.add(row);
    }

    /// How many bytes are held.
    long held() {
        return held.bytes();
    }

    /// Writes the rows held as a row group.
    void flush() throws IOException {
        if (held.count() > 0) {
            try (RowGroupWriter group = new RowGroupWriter(schema, properties)) {
                group.write(held, oid, file);
            }
            held.clear();
        }
    }

    /// Ends the file.
    LakeFile finish() throws IOException {
        flush();
        file.end(Map.of());
        close();
        return new LakeFile(partition, path, rows, Files.size(path));
    }

    /// Removes the file, whatever is in it.
    void discard() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            file.close();
        }
    }
}
