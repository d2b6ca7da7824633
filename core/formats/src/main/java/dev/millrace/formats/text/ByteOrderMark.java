package dev.millrace.formats.text;

import java.util.HexFormat;

/// What the first bytes of a file say of its encoding.
public enum ByteOrderMark {
    // The longer one first: UTF-32LE begins as UTF-16LE does.
    UTF_32LE("FFFE0000"),
    UTF_32BE("0000FEFF"),
    UTF_8("EFBBBF"),
    UTF_16LE("FFFE"),
    UTF_16BE("FEFF"),
    NONE("");

    private static final byte MARK_1 = (byte) 0xEF;
    private static final byte MARK_2 = (byte) 0xBB;
    private static final byte MARK_3 = (byte) 0xBF;

    private final String hex;

    ByteOrderMark(String hex) {
        this.hex = hex;
    }

    public static ByteOrderMark at(byte[] bytes, int limit) {
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

    /// How many bytes a mark of UTF-8 has that stands at `from`: 3, or 0 where there is none.
    public static int lengthAt(byte[] bytes, int from, int to) {
        return to - from >= 3 && bytes[from] == MARK_1 && bytes[from + 1] == MARK_2 && bytes[from + 2] == MARK_3
                ? 3
                : 0;
    }

    /// Whether a mark of UTF-8 stands somewhere between `from` and `to` (excluded).
    public static boolean isIn(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == MARK_1 && lengthAt(bytes, at, to) > 0) {
                return true;
            }
        }
        return false;
    }

    public int length() {
        return hex.length() / 2;
    }

    /// Whether a file may begin so.
    public boolean isRead() {
        return this == UTF_8 || this == NONE;
    }

    /// The encoding's usual name, such as `UTF-16LE`.
    public String encoding() {
        return name().replace('_', '-');
    }
}
