package dev.millrace.targets.lake.parquet;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes the rows of one file as Parquet with zstd, one local file for each partition.
///
/// The same rows give the same bytes. Rows are held in memory until those of all partitions together take 64 MiB;
/// then those of the partition that has most become a row group. The files are named by oid and a number, never by
/// what is in the data, so that they can be put anywhere. For one thread.
public final class LakeFileWriter implements RowSink, AutoCloseable {
    private static final long MOST_HELD = 64L << 20;
    private static final Pattern OID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    private final String oid;
    private final Path folder;
    private final LakeSchema schema;
    private final Partitioner partitioner;
    private final long mostHeld;
    private final Map<List<String>, PartitionFile> files = new LinkedHashMap<>();
    private final HeldRow heldRow = new HeldRow();
    private long held;
    private boolean finished;

    /// @param oid the id of the object that the rows come from
    /// @param arrival the day on which it arrived; the partition of datasets that are partitioned by nothing else
    /// @param folder where the files are written; exists
    public LakeFileWriter(DataContract contract, String oid, LocalDate arrival, Path folder) {
        this(contract, oid, arrival, folder, MOST_HELD);
    }

    LakeFileWriter(DataContract contract, String oid, LocalDate arrival, Path folder, long mostHeld) {
        if (!OID.matcher(oid).matches()) {
            throw new IllegalArgumentException("Not an object id: " + oid);
        }
        this.oid = oid;
        this.folder = folder;
        this.schema = LakeSchema.of(contract);
        this.partitioner = new Partitioner(contract, arrival);
        this.mostHeld = mostHeld;
    }

    @Override
    public void row(Row row) throws IOException {
        List<String> values = partitioner.values(row);
        PartitionFile file = files.get(values);
        if (file == null) {
            file = open(values);
        }
        held += file.add(heldRow.of(row, schema.columns()));
        if (held > mostHeld) {
            flushLargest();
        }
    }

    private PartitionFile open(List<String> values) throws IOException {
        Path path = folder.resolve("%s-%03d.parquet".formatted(oid, files.size()));
        PartitionFile file = new PartitionFile(partitioner.partition(values), path, oid, schema);
        files.put(values, file);
        return file;
    }

    private void flushLargest() throws IOException {
        PartitionFile largest = files.values().stream()
                .max(Comparator.comparingLong(PartitionFile::held))
                .orElseThrow();
        held -= largest.held();
        largest.flush();
    }

    /// Ends the files and leaves them to the caller.
    ///
    /// @return a file for each partition, in the order in which they came up; none when there was no row
    public List<LakeFile> finish() throws IOException {
        List<LakeFile> finishedFiles = new ArrayList<>();
        for (PartitionFile file : files.values()) {
            finishedFiles.add(file.finish());
        }
        finished = true;
        return List.copyOf(finishedFiles);
    }

    /// Removes the files, unless [#finish()] has left them to the caller.
    @Override
    public void close() throws IOException {
        if (!finished) {
            finished = true;
            for (PartitionFile file : files.values()) {
                file.discard();
            }
        }
    }
}
