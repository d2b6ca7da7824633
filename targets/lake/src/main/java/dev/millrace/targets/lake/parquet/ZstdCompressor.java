package dev.millrace.targets.lake.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// Compresses pages with zstd itself; Parquet's own codec would load Hadoop's, which do not start on Java 25.
final class ZstdCompressor implements BytesInputCompressor {
    private static final int LEVEL = 3;

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.toIntExact(page.size()));
        page.writeAllTo(plain);
        return BytesInput.from(Zstd.compress(plain.toByteArray(), LEVEL));
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        // Holds nothing.
    }
}
