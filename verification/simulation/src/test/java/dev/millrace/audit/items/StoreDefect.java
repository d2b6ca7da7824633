package dev.millrace.audit.items;

/// What may be wrong with those who use the audit table.
public enum StoreDefect {
    /// Writers do not look whether their claim is stale.
    NO_FENCE,
    /// Nobody claims the bytes of a file.
    NO_CONTENT_CLAIM,
    /// Nobody looks which version of a key is ingested.
    NO_HEAD,
    /// The indexes are taken for the table, and nobody looks whether a record is as it was seen.
    INDEX_FOR_TABLE,
    /// No file is ever seen to be ingested.
    NOTHING_PASSES
}
