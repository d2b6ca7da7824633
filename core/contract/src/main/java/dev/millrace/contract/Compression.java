package dev.millrace.contract;

import java.util.Optional;

/// How the files of a dataset are packed (`millrace.compression`).
public enum Compression implements Spelled {
    /// Not at all.
    NONE("none"),
    /// As gzip (RFC 1952), in one member or several.
    GZIP("gzip"),
    /// As Zstandard (RFC 8878), in one frame or several.
    ZSTD("zstd"),
    /// As each file's first bytes say: gzip, Zstandard or not at all.
    AUTO("auto");

    private final String text;

    Compression(String text) {
        this.text = text;
    }

    /// The spelling used in contracts, such as `gzip`.
    @Override
    public String text() {
        return text;
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<Compression> ofText(String text) {
        return Spelled.find(Compression.class, text);
    }
}
