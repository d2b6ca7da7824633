package dev.millrace.formats.parquet;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// UUIDs, which a file has as 16 bytes, as text (RFC 9562).
final class UuidValue extends ParquetValue {
    static final int BYTES = 16;

    private byte[] text = NO_BYTES;

    @Override
    @Nullable String convert(StoredValue stored) {
        StringBuilder groups =
                new StringBuilder(HexFormat.of().formatHex(stored.bytes, stored.start, stored.start + BYTES));
        for (int hyphen : new int[] {20, 16, 12, 8}) {
            groups.insert(hyphen, '-');
        }
        text = groups.toString().getBytes(StandardCharsets.US_ASCII);
        return null;
    }

    @Override
    public byte[] bytes() {
        return text;
    }

    @Override
    public int end() {
        return text.length;
    }

    @Override
    public String shown() {
        return new String(text, StandardCharsets.US_ASCII);
    }
}
