package dev.millrace.formats.parquet;

/// Reads the values of a page, one after the other; the last one read is kept here.
abstract class ValueDecoder extends StoredValue {
    /// Goes to the next value.
    abstract void next() throws BadParquet;

    /// Whether no more values stand in the page.
    abstract boolean isUsedUp();

    /// Whether values can be longer in all than the page that they are in.
    boolean repeats() {
        return false;
    }
}
