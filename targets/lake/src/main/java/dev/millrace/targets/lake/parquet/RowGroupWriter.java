package dev.millrace.targets.lake.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;

/// Writes held rows as a row group.
///
/// This is what Parquet's own writer does between two row groups. That one decides by itself when to begin the next,
/// by counting rows, so that long rows can fill the memory before it looks.
final class RowGroupWriter implements AutoCloseable {
    private final LakeSchema schema;
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore store;
    private final ColumnWriter[] writers;

    RowGroupWriter(LakeSchema schema, ParquetProperties properties) {
        this.schema = schema;
        this.pages = new ColumnChunkPageWriteStore(
                new ZstdCompressor(),
                schema.message(),
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        this.store = properties.newColumnWriteStore(schema.message(), pages, pages);
        this.writers = schema.message().getColumns().stream()
                .map(store::getColumnWriter)
                .toArray(ColumnWriter[]::new);
    }

    void write(HeldRows rows, Binary oid, ParquetFileWriter file) throws IOException {
        for (ByteBuffer slab : rows.slabs()) {
            while (slab.hasRemaining()) {
                add(slab, oid);
            }
        }
        file.startBlock(rows.count());
        store.flush();
        pages.flushToFileWriter(file);
        file.endBlock();
    }

    private void add(ByteBuffer held, Binary oid) {
        writers[0].write(oid, 0, 0);
        writers[1].write(held.getLong(), 0, 0);
        List<StoredColumn> columns = schema.columns();
        for (int i = 0; i < columns.size(); i++) {
            ColumnWriter writer = writers[i + LakeSchema.OWN_COLUMNS];
            if (held.get() == 0) {
                writer.writeNull(0, 0);
            } else {
                columns.get(i).value().write(held, writer, columns.get(i).level());
            }
        }
        store.endRecord();
    }

    @Override
    public void close() {
        store.close();
        pages.close();
    }
}
