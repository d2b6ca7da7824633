package dev.millrace.contract.reading;

import java.util.HexFormat;

/// What the first bytes of a file say of its encoding.
enum ByteOrderMark {
    // The longer one first: UTF-32LE begins as UTF-16LE does.
    UTF_32LE("FFFE0000"),
    UTF_32BE("0000FEFF"),
    UTF_8("EFBBBF"),
    UTF_16LE("FFFE"),
    UTF_16BE("FEFF"),
    NONE("");

    private final String hex;

    ByteOrderMark(String hex) {
        this.hex = hex;
    }

    static ByteOrderMark at(byte[] bytes, int limit) {
        for (ByteOrderMark candidate : values()) {
            if (candidate.begins(bytes, limit)) {
                return candidate;
            }
        }
        return NONE;
    }

    private boolean begins(byte[] bytes, int limit) {
        return limit >= length()
                && HexFormat.of().withUpperCase().formatHex(bytes, 0, length()).equals(hex);
    }

    int length() {
        return hex.length() / 2;
    }

    /// Whether a file may begin so.
    boolean isRead() {
        return this == UTF_8 || this == NONE;
    }

    /// The encoding's usual name, such as `UTF-16LE`.
    String encoding() {
        return name().replace('_', '-');
    }
}
