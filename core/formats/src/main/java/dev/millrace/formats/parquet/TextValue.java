package dev.millrace.formats.parquet;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Texts, as they are stored.
final class TextValue extends ParquetValue {
    private static final int SHOWN_BYTES = 1_024;

    private byte[] bytes = NO_BYTES;
    private int start;
    private int end;

    @Override
    @Nullable String convert(StoredValue stored) {
        bytes = stored.bytes;
        start = stored.start;
        end = stored.end;
        return null;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public String shown() {
        return new String(bytes, start, Math.min(end - start, SHOWN_BYTES), StandardCharsets.UTF_8);
    }

    @Override
    public String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
